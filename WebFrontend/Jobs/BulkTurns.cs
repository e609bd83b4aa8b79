namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Lets so many jobs of all batches together be submitted at a time: more make no commit larger, but each takes an activation.
/// </summary>
internal sealed class BulkTurns(IOptions<RequestLimitOptions> limits) : SemaphoreSlim(limits.Value.BatchConcurrency);
