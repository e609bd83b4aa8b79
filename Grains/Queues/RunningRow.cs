namespace OrleansJobs.Grains.Queues;

/// <summary>A job recorded as running.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Owner">The host that runs it.</param>
/// <param name="Suspect">Whether it runs on probation, or will after a rescue.</param>
public readonly record struct RunningRow(Guid JobId, string Owner, bool Suspect);
