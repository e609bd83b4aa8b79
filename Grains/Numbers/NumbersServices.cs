using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;

namespace OrleansJobs.Grains.Numbers;

/// <summary>Registers the sums with a silo's services.</summary>
public static class NumbersServices
{
    // Less than may be under way at once, so that jobs leave turns to those who wait for an answer.
    private const int JobsAtOnce = 16;

    /// <summary>Adds the job kind numbers.total and what the sums need. The silo adds <see cref="ISumExecutor"/>.</summary>
    public static IServiceCollection AddNumbers(this IServiceCollection services)
    {
        services.AddSingleton<INumbersSource>(provider =>
            provider.GetRequiredService<IOptions<NumbersOptions>>().Value.SourceUrl is null
                ? ActivatorUtilities.CreateInstance<BuiltInNumbersSource>(provider)
                : ActivatorUtilities.CreateInstance<HttpNumbersSource>(provider));
        services.AddSingleton<NumbersTotals>();

        services.Configure<QueuesOptions>(queues => queues.TryAdd(NumbersTotalJob.Queue, new QueueOptions { Concurrency = JobsAtOnce }));
        return services.AddJob<NumbersTotalJob>(NumbersTotalJob.Kind, new JobKindOptions { Queue = NumbersTotalJob.Queue });
    }
}
