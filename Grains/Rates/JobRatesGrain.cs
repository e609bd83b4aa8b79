using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansJobs.Jobs;
using OrleansJobs.Rates;

namespace OrleansJobs.Grains.Rates;

/// <inheritdoc cref="IJobRatesGrain"/>
[Reentrant]
internal sealed class JobRatesGrain(IIdSource ids, TimeProvider time) : Grain, IJobRatesGrain
{
    private readonly Guid _term = ids.NewToken();
    private readonly Dictionary<(DateTimeOffset At, Guid Silo), RateSlice> _slices = [];

    public Task<Guid> Report(Guid silo, ImmutableArray<RateSlice> slices)
    {
        foreach (var slice in slices) _slices[(slice.At, silo)] = slice;
        var old = time.GetUtcNow() - RateMeter.Kept;
        foreach (var key in _slices.Keys.Where(key => key.At < old).ToList()) _slices.Remove(key);
        return Task.FromResult(_term);
    }

    public Task<JobRates> Get() => Task.FromResult(RateSums.Of(_slices.Values, time.GetUtcNow()));
}
