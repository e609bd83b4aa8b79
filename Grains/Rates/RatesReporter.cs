using Microsoft.Extensions.Logging;
using OrleansJobs.Jobs;
using OrleansJobs.Rates;

namespace OrleansJobs.Grains.Rates;

/// <summary>Tells the grain that adds up the rates of all silos what this one counted: the slices that may have changed since, and all of them to one that knows nothing of before.</summary>
internal sealed class RatesReporter(RateMeter meter, IIdSource ids, IGrainFactory grains, TimeProvider time, ILogger<RatesReporter> logger)
    : RecurringTask(time, Every, logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Guid _silo = ids.NewToken();
    private DateTimeOffset _from;
    private Guid _knows;

    protected override async Task Run(CancellationToken cancellationToken)
    {
        var slices = meter.Since(_from);
        var knows = await grains.GetGrain<IJobRatesGrain>(0).Report(_silo, slices);
        if (slices is [.., { At: var last }]) _from = last;
        if (knows == _knows) return;
        (_knows, _from) = (knows, DateTimeOffset.MinValue);
    }
}
