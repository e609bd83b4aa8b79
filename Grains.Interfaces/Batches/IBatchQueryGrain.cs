using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Batches;

/// <summary>Reads of batches, for callers without a store of their own.</summary>
[Alias("IBatchQueryGrain")]
public interface IBatchQueryGrain : IGrainWithIntegerKey
{
    /// <summary>The batch, or null.</summary>
    [Alias("Get")]
    Task<Batch?> Get(Guid id);

    /// <summary>At most <paramref name="limit"/> batches (1 to 500), the newest first, behind <see cref="BatchPage.Next"/> of the page before.</summary>
    [Alias("List")]
    Task<BatchPage> List(long? before, int limit);

    /// <summary>All that is wrong with requests for jobs, and the parents that there are not, by the place of each: "jobs[0].kind". Stores nothing.</summary>
    [Alias("Check")]
    Task<ImmutableArray<FieldError>> Check(ImmutableArray<JobSpec> jobs);
}
