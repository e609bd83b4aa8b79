using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Grains.Jobs.BuiltIn;
using OrleansJobs.Grains.Live;
using OrleansJobs.Grains.Push;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Rates;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains;

/// <summary>Registers the engine and job kinds with a silo's services.</summary>
public static class EngineServices
{
    /// <summary>
    /// Adds the engine: what the grains of jobs and queues need, and the kinds http and jobs.action. The silo adds the stores, <see cref="IOwners"/>,
    /// <see cref="IAttemptExecutor"/>, IIdSource and TimeProvider, and <see cref="IJobWatch"/> if anybody can watch.
    /// </summary>
    public static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.AddSingleton<JobKinds>();
        services.AddSingleton<OutsideKinds>();
        services.AddSingleton<RetentionRules>();
        services.AddSingleton<JobRulebook>();
        services.AddSingleton<AttemptRunner>();
        services.AddSingleton<AttemptRegistry>();
        services.AddSingleton<ProbationGate>();
        services.AddSingleton<StartGate>();
        services.TryAddSingleton<IJobWatch, Unwatched>();
        services.AddMetrics();
        services.AddSingleton<RateMeter>();
        services.AddSingleton<JobMetrics>();
        services.AddSingleton<JobEngine>();
        services.AddSingleton<Drain>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, QueuePinger>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, DependencyPinger>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, BatchPinger>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, RetentionSweeper>();
        services.AddSchedules();
        services.AddPush();
        return services.AddJob<JobActionJob>(JobActionJob.Kind, new JobKindOptions { Queue = JobActionJob.Queue });
    }

    /// <summary>Adds the metrics of how deep queues are, which are read from the store.</summary>
    public static IServiceCollection AddQueueDepths(this IServiceCollection services)
    {
        services.AddSingleton<QueueDepths>();
        return services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, QueueDepthsPinger>();
    }

    /// <summary>Adds what tells what became of jobs in the last hour.</summary>
    public static IServiceCollection AddJobRates(this IServiceCollection services) => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, RatesReporter>();

    /// <summary>Adds the kinds noop, sleep, fail and spin: to try the service, and to measure it.</summary>
    public static IServiceCollection AddBuiltInJobs(this IServiceCollection services) => services
        .AddJob<NoopJob>("noop")
        .AddJob<SleepJob>("sleep")
        .AddJob<FailJob>("fail")
        .AddJob<SpinJob>("spin", new JobKindOptions { CpuBound = true });

    /// <summary>Registers a handler for jobs of a kind.</summary>
    /// <typeparam name="THandler">Implements <see cref="IJobHandler{TInput, TResult}"/> once.</typeparam>
    /// <param name="services">The silo's services.</param>
    /// <param name="kind">The name that jobs give: letters, digits, dots, underscores, hyphens.</param>
    /// <param name="options">What holds for all jobs of the kind; the defaults if null.</param>
    /// <exception cref="ArgumentException">The name is not of that form, or the type implements the interface not at all, or more than once.</exception>
    public static IServiceCollection AddJob<THandler>(this IServiceCollection services, string kind, JobKindOptions? options = null)
        where THandler : class
    {
        if (!QueueName.IsPossible(kind)) throw new ArgumentException($"\"{kind}\" cannot be the name of a kind.", nameof(kind));
        var handled = typeof(THandler).GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IJobHandler<,>))
            .ToList();
        if (handled.Count != 1)
            throw new ArgumentException($"{typeof(THandler)} must implement IJobHandler<TInput, TResult> exactly once.", nameof(kind));

        var type = typeof(JobKind<,,>).MakeGenericType([typeof(THandler), .. handled[0].GetGenericArguments()]);
        services.AddSingleton((JobKind)Activator.CreateInstance(type, kind, options ?? new JobKindOptions(), JobJson.Options)!);
        return services;
    }
}
