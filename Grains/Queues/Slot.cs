using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>The place of one job among those that may run.</summary>
/// <param name="Read">The number of the last read that began before the slot was taken.</param>
/// <param name="Since">When it was taken, by uptime.</param>
/// <param name="Seen">Whether a row has shown the job running.</param>
/// <param name="Version">The row's version when it was given, or last seen running; 0 if there was no row.</param>
/// <param name="Epoch">The epoch under which it was given, or seen running.</param>
/// <param name="Lane">The lane whose room it takes.</param>
/// <param name="LaneName">The name of the job's lane; null if it has none.</param>
/// <param name="Cost">How many slots it is.</param>
/// <param name="Attempt">If it was reserved: the token of the attempt that it is for.</param>
internal readonly record struct Slot(
    long Read, DateTimeOffset Since, bool Seen, long Version, long Epoch, LaneAccount Lane, string? LaneName, int Cost, Guid? Attempt = null)
{
    /// <summary>Whether the news is of this slot, and not of one that the job held before.</summary>
    public bool IsMeantBy(SlotRelease release) => release switch
    {
        { Epoch: { } epoch } => !Seen && Epoch == epoch && Version == release.Version,
        // The job may have been deleted and made anew: news of the first one must not free what is reserved for the second.
        { Attempt: { } ended } when !Seen && Attempt is { } reserved => ended == reserved,
        _ => Version < release.Version,
    };
}
