using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;

namespace OrleansJobs.Grains.Traffic;

/// <summary>Registers request statistics with a silo's services.</summary>
public static class TrafficServices
{
    /// <summary>Adds the job kind traffic.test. The silo adds <see cref="ITrafficStore"/>.</summary>
    public static IServiceCollection AddTraffic(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new TestClient(provider.GetRequiredService<IOptions<TrafficTestOptions>>()));

        // Each run has many requests under way; more runs at a time would only slow each other down.
        services.Configure<QueuesOptions>(queues => queues.TryAdd(TrafficTestJob.Queue, new QueueOptions { Concurrency = 4 }));
        return services.AddJob<TrafficTestJob>(TrafficTestJob.Kind, new JobKindOptions { Queue = TrafficTestJob.Queue });
    }
}
