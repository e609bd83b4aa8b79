namespace OrleansJobs.Queues;

/// <summary>
/// Says that a job holds no slot any more. As such news may come late, when the job has a slot again, it says which slot it
/// means: one of the row's versions before <see cref="Version"/>, or the one given under <see cref="Epoch"/> to just that version.
/// A slot that was reserved before the first commit has no version yet: it is known by its <see cref="Attempt"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("SlotRelease")]
public sealed record SlotRelease
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required Guid JobId { get; init; }

    /// <summary>
    /// The version of the row from which on it holds no slot; with an epoch the version that the start was meant for, 0 if that
    /// was a reservation before the first commit.
    /// </summary>
    [Id(1)]
    public long Version { get; init; }

    /// <summary>The epoch of a start that did not happen; null if this follows from a commit.</summary>
    [Id(2)]
    public long? Epoch { get; init; }

    /// <summary>
    /// Whether that start would still be possible if its message came again: it was not the row that refused it. Then the slot
    /// is free under the next epoch only.
    /// </summary>
    [Id(3)]
    public bool MayYetCome { get; init; }

    /// <summary>The token of the attempt that held the slot; null if none did, or if an older program tells it.</summary>
    [Id(4)]
    public Guid? Attempt { get; init; }

    /// <summary>
    /// Whether that attempt failed or timed out (true), or succeeded (false); null if it ended in another way or held no slot, or if an
    /// older program tells it.
    /// </summary>
    [Id(5)]
    public bool? Failed { get; init; }
}
