using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <inheritdoc cref="IQueueDepthsGrain"/>
internal sealed class QueueDepthsGrain(QueueDepths depths) : Grain, IQueueDepthsGrain
{
    public Task Refresh() => depths.Refresh();
}
