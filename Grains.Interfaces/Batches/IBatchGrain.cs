using Orleans.Concurrency;

namespace OrleansJobs.Batches;

/// <summary>
/// One batch: jobs that are submitted with its id, and counted together. Reads go through <see cref="IBatchQueryGrain"/>, which does not
/// activate this grain.
/// </summary>
[Alias("IBatchGrain")]
public interface IBatchGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Makes this batch, open and empty. Answers once it is durable; sent again, it finds what it has made. A batch of a parent is not found
    /// unless the attempt that makes it runs: if that does not succeed, all of its batches that it has made are cancelled.
    /// </summary>
    [Alias("Create")]
    Task<BatchResult> Create(BatchSpec spec);

    /// <summary>Lets the batch take no more jobs: it is completed when all have ended, or now.</summary>
    [Alias("Seal")]
    Task<BatchResult> Seal();

    /// <summary>Lets the batch take no more jobs, and cancels those that have not ended. Answers when that is durable; the jobs follow.</summary>
    /// <param name="reason">For people; null if there is none to give.</param>
    [Alias("Cancel")]
    Task<BatchResult> Cancel(string? reason);

    /// <summary>A hint: it is completed, or to be cancelled, and has not done all that follows. May come late, twice or never.</summary>
    [Alias("Ping"), AlwaysInterleave, OneWay]
    Task Ping();
}
