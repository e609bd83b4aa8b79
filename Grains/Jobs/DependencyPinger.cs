using Microsoft.Extensions.Logging;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Every second, tells jobs of ends for which they wait and of which they have not taken note: so none depends on a message that may be lost.
/// </summary>
internal sealed class DependencyPinger(IDependencyStore store, IGrainFactory grains, TimeProvider time, ILogger<DependencyPinger> logger)
    : RecurringTask(time, TimeSpan.FromSeconds(1), logger)
{
    private const int MostAtOnce = 10_000;

    protected override async Task Run(CancellationToken cancellationToken)
    {
        foreach (var ended in await store.ReadEnded(MostAtOnce, cancellationToken))
            _ = grains.GetGrain<IJobGrain>(ended.Child).ParentEnded(ended.Parent, ParentStates.Of(ended.End));
    }
}
