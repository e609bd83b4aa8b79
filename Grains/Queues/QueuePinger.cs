using Microsoft.Extensions.Logging;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// Every second, reminds each queue that has unfinished rows to look at them. So no job depends on a message that may be
/// lost, and the jobs of a dead host are found within a second of this one being ready.
/// </summary>
internal sealed class QueuePinger(IQueueStore store, IGrainFactory grains, TimeProvider time, ILogger<QueuePinger> logger)
    : RecurringTask(time, TimeSpan.FromSeconds(1), logger)
{
    protected override async Task Run(CancellationToken cancellationToken)
    {
        foreach (var queue in await store.QueuesWithWork(cancellationToken))
            _ = grains.GetGrain<IQueueGrain>(queue).Ping();
    }
}
