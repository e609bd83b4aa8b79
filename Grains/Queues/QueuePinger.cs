using Microsoft.Extensions.Logging;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// Every second, reminds each queue that has unfinished rows to look at them. So no job depends on a message that may be
/// lost, and the jobs of a dead host are found within a second of this one being ready.
/// </summary>
internal sealed class QueuePinger(IQueueStore store, IGrainFactory grains, TimeProvider time, ILogger<QueuePinger> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private Recurring? _pings;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(QueuePinger), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _pings?.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _pings = new Recurring(time, Every, Ping, logger);
        return Task.CompletedTask;
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    private async Task Ping(CancellationToken cancellationToken)
    {
        foreach (var queue in await store.QueuesWithWork(cancellationToken))
            _ = grains.GetGrain<IQueueGrain>(queue).Ping();
    }
}
