namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What a job has done already, if it does its work in durable steps.</summary>
/// <param name="Steps">The steps, in order of their names: the next attempt does none of them again.</param>
public sealed record StepList(ImmutableArray<JobStep> Steps);
