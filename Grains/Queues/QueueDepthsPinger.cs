using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>Lets the depths of queues be read while somebody listens to the metrics of this silo.</summary>
internal sealed class QueueDepthsPinger(QueueDepths depths, IGrainFactory grains, TimeProvider time, IOptions<TelemetryOptions> options, ILogger<QueueDepthsPinger> logger)
    : RecurringTask(time, options.Value.DepthEvery, logger)
{
    protected override Task Run(CancellationToken cancellationToken) =>
        depths.IsHeard ? grains.GetGrain<IQueueDepthsGrain>(0).Refresh() : Task.CompletedTask;
}
