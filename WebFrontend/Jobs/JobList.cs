namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>A page of jobs.</summary>
/// <param name="Jobs">The jobs in the order asked for, without their inputs, results and attempts.</param>
/// <param name="NextCursor">The parameter "cursor" of the next page; absent on the last one. The header Link has the whole address.</param>
public sealed record JobList(ImmutableArray<Job> Jobs, string? NextCursor = null);
