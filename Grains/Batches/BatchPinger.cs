using Microsoft.Extensions.Logging;
using OrleansJobs.Batches;

namespace OrleansJobs.Grains.Batches;

/// <summary>Every second, wakes the batches that have something to do: so none depends on a message that may be lost.</summary>
internal sealed class BatchPinger(IBatchStore store, IGrainFactory grains, TimeProvider time, ILogger<BatchPinger> logger)
    : RecurringTask(time, TimeSpan.FromSeconds(1), logger)
{
    private const int MostAtOnce = 1_000;

    protected override async Task Run(CancellationToken cancellationToken)
    {
        foreach (var batch in await store.ReadDue(MostAtOnce, cancellationToken)) _ = grains.GetGrain<IBatchGrain>(batch).Ping();
    }
}
