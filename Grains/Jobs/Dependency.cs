namespace OrleansJobs.Grains.Jobs;

/// <summary>A job that has ended, and one that waits for it and is to hear of that.</summary>
/// <param name="Parent">The job that has ended.</param>
/// <param name="Child">The job that waits.</param>
/// <param name="End">How the parent ended first after the child had begun to wait.</param>
public readonly record struct Dependency(Guid Parent, Guid Child, JobPhase End);
