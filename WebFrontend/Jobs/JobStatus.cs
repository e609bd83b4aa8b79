namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What there is to say of a job that has no result yet.</summary>
/// <param name="State">Where the job is in its life.</param>
public sealed record JobStatus(JobState State);
