using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Execution;
using OrleansJobs.Tests.Hosting;

namespace OrleansJobs.Tests.Support;

/// <summary>The engine over a store in memory, on one silo or several.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly ITestSilo _silo;

    private EngineHost(ITestSilo silo, MemoryJobStore store)
    {
        _silo = silo;
        Store = store;
    }

    public MemoryJobStore Store { get; }

    public IGrainFactory Grains => _silo.Grains;

    public IServiceProvider Services => _silo.Services;

    /// <summary>The owner under which this host runs attempts.</summary>
    public string Self => Services.GetRequiredService<IOwners>().Self;

    public static async Task<EngineHost> Start(MemoryJobStore? store = null, Action<IServiceCollection>? configure = null, bool alone = false)
    {
        store ??= new MemoryJobStore();
        var silo = await TestSilo.Start(services =>
        {
            AddParts(services, store);
            configure?.Invoke(services);
        }, alone);
        return new EngineHost(silo, store);
    }

    /// <summary>Adds the engine and what it needs, over the store.</summary>
    public static void AddParts(IServiceCollection services, MemoryJobStore store)
    {
        services.AddEngine().AddBuiltInJobs();
        services.Configure<AttemptOptions>(attempts => attempts.StopGrace = TimeSpan.Zero);
        services.AddSingleton<IJobStore>(store);
        services.AddSingleton<IDependencyStore>(store);
        services.AddSingleton<IBatchStore>(store);
        services.AddSingleton<IStepStore>(store);
        services.AddSingleton<IKindStore>(store);
        services.AddSingleton<IQueueStore>(store);
        services.AddSingleton<IQueueQueries>(store);
        services.AddSingleton<IJobQueries>(store);
        services.AddSingleton<IRetentionStore>(store);
        services.AddSingleton<IScheduleStore, MemoryScheduleStore>();
        services.AddSingleton<IOwners>(new OneOwner($"host-{Guid.NewGuid()}"));
        services.AddSingleton<IIdSource, TestIds>();
        services.AddSingleton<IAttemptExecutor, AttemptExecutor>();
    }

    public async Task<Job> Submit(JobSpec spec, Guid? id = null)
    {
        var result = await Grains.GetGrain<IJobGrain>(id ?? Guid.NewGuid()).Submit(spec);
        return ((SubmitResult.Accepted)result).Job;
    }

    /// <summary>Waits until the job has ended; fails the test if it does not.</summary>
    public async Task<Job> End(Guid id)
    {
        for (var calls = 0; calls < 6; calls++)
        {
            var job = await Grains.GetGrain<IJobGrain>(id).WaitForEnd(TimeSpan.FromSeconds(10));
            if (job!.HasEnded) return job;
        }

        throw new TimeoutException($"Job {id} does not end.");
    }

    /// <summary>The job with this spec, when it has ended.</summary>
    public async Task<Job> Run(JobSpec spec) => await End((await Submit(spec)).Id);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private sealed class OneOwner(string self) : IOwners
    {
        public string Self { get; } = self;

        public bool IsDead(string owner) => owner != Self;
    }

    private sealed class TestIds : IIdSource
    {
        public Guid NewId() => Guid.CreateVersion7();

        public Guid NewToken() => Guid.NewGuid();

        public long NewStamp() => Random.Shared.NextInt64();

        public double NextDouble() => Random.Shared.NextDouble();
    }
}
