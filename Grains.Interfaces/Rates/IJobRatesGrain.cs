using System.Collections.Immutable;

namespace OrleansJobs.Rates;

/// <summary>Key 0: what became of jobs in the last hour, of all silos together. In memory: what a silo counted it tells again to whoever takes this one's place.</summary>
[Alias("IJobRatesGrain"), Repeatable]
public interface IJobRatesGrain : IGrainWithIntegerKey
{
    /// <summary>Takes in what a silo counted.</summary>
    /// <param name="silo">The silo; one that starts again is another one.</param>
    /// <param name="slices">Each with all that was counted in it, so that it may come twice.</param>
    /// <returns>Changes when the grain knows nothing of before.</returns>
    [Alias("Report")]
    Task<Guid> Report(Guid silo, ImmutableArray<RateSlice> slices);

    /// <summary>What became of jobs.</summary>
    [Alias("Get")]
    Task<JobRates> Get();
}
