namespace OrleansJobs.Grains.Queues;

/// <summary>A job recorded as running.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Owner">The host that runs it.</param>
/// <param name="Suspect">Whether processes died under it more than once, so that it runs on probation.</param>
/// <param name="Version">The row's version.</param>
/// <param name="Lane">Its lane; null if it has none.</param>
/// <param name="Cost">Slots that it takes.</param>
/// <param name="LeaseUntil">When the lease of its worker ends; null if a host runs it.</param>
public readonly record struct RunningRow(
    Guid JobId, string Owner, bool Suspect, long Version, string? Lane = null, int Cost = 1, DateTimeOffset? LeaseUntil = null);
