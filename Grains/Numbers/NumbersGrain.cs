using Orleans.Concurrency;
using OrleansJobs.Numbers;

namespace OrleansJobs.Grains.Numbers;

/// <summary>
/// The way of a request to the sums of its silo. It only waits, so one activation serves any number of calls at once.
/// </summary>
[StatelessWorker(1), Reentrant]
internal sealed class NumbersGrain(NumbersTotals totals) : Grain, INumbersGrain
{
    public Task<TotalResult> Total(int? count, CancellationToken cancellationToken) => totals.OfSource(count, cancellationToken);
}
