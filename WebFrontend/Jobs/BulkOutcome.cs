namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What became of one item of a batch.</summary>
/// <param name="Status">The status that a submit of the item alone would have been answered with.</param>
/// <param name="Id">The job's id, if there is a job.</param>
/// <param name="Job">The job, if the request preferred return=representation.</param>
/// <param name="Problem">Why there is no job.</param>
public sealed record BulkOutcome(int Status, Guid? Id = null, Job? Job = null, ProblemDocument? Problem = null);
