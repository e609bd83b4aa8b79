using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;

namespace OrleansJobs.Grains.Zoo;

/// <summary>Registers the zoo with a silo's services.</summary>
public static class ZooServices
{
    /// <summary>Adds the job kind zoo.query and what the animals need.</summary>
    public static IServiceCollection AddZoo(this IServiceCollection services)
    {
        services.AddSingleton(provider => ZooWords.From(provider.GetRequiredService<IOptions<ZooOptions>>().Value));

        // A keeper who waits costs no thread, so there are many.
        services.Configure<QueuesOptions>(queues => queues.TryAdd(ZooQueryJob.Queue, new QueueOptions { Concurrency = 100_000 }));
        return services.AddJob<ZooQueryJob>(
            ZooQueryJob.Kind,
            new JobKindOptions { Queue = ZooQueryJob.Queue, KeepForever = true });
    }
}
