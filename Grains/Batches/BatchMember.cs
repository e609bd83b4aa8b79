namespace OrleansJobs.Grains.Batches;

/// <summary>A job of a batch.</summary>
/// <param name="Seq">Its number in order of insertion.</param>
/// <param name="JobId">The job.</param>
public readonly record struct BatchMember(long Seq, Guid JobId);
