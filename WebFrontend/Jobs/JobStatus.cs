namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What there is to say of a job that has no result yet.</summary>
public sealed record JobStatus
{
    /// <summary>Where the job is in its life.</summary>
    public required JobState State { get; init; }
}
