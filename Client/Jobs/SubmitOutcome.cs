namespace OrleansJobs.Client;

/// <summary>What became of one of many jobs that were submitted.</summary>
/// <param name="Status">The HTTP status that a submit of the job alone would have been answered with.</param>
/// <param name="Id">The job's id; null if it was refused.</param>
/// <param name="Problem">Why it was refused; null if there is a job.</param>
public sealed record SubmitOutcome(int Status, Guid? Id = null, Problem? Problem = null);
