using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Push;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>The services of a virtual silo: the engine as it is, and everything around it simulated.</summary>
internal sealed class SiloParts(
    SimulatedWorld world, SimulatedTables tables, ScheduleRows schedules, GrainDirectory directory, FaultPlan faults, History history, Plant plant, Action<VirtualSilo> kill)
{
    // Shared by all silos: the states that are in the database.
    private readonly InMemoryGrainStorage _states = new();

    public IServiceCollection Of(VirtualSilo silo)
    {
        var process = silo.Process;
        var line = new StoreLine(world, process, faults);
        var store = new StorePort(tables, line, silo.Name);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton<ITurnExecutor>(process);
        services.AddSingleton<IAttemptExecutor>(new ProcessAttempts(process));
        services.AddSingleton<ICallRouter>(new SimulatedNetwork(world, silo, directory, faults));
        services.AddSingleton<IOwners>(new ViewOwners(silo));
        services.AddSingleton<IIdSource>(new SimulatedIds(Chance.Of(world.Seed, $"ids {silo.Name}"), process.Clock));
        services.AddSingleton<IJobStore>(store);
        services.AddSingleton<IDependencyStore>(store);
        services.AddSingleton<IStepStore>(store);
        services.AddSingleton<IKindStore>(store);
        services.AddSingleton<IQueueStore>(store);
        services.AddSingleton<IQueueQueries>(store);
        if (plant != Plant.RegistrationMissing) services.AddSingleton<IJobQueries>(store);
        services.AddSingleton<IRetentionStore>(store);
        services.AddSingleton<IBatchStore>(new BatchPort(tables, line));
        services.AddSingleton<IScheduleStore>(new SchedulePort(schedules, line));
        services.AddSingleton<IGrainStorage>(new StatePort(_states, line));
        services.AddSingleton<IFailureWatch>(history);
        services.AddSingleton(new SuicideNote(() => kill(silo)));
        services.AddSingleton<IStepWatch>(history);
        services.Configure<QueuesOptions>(TrafficQueues.Configure);
        if (world.IsRead) services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new TraceLog(world, silo.Name)));
        services.AddSingleton<IPushClient, Receiver>();
        services.Configure<PushOptions>(Receiver.Configure);
        services.AddEngine().AddBuiltInJobs();
        AddZoo(services);
        services.AddJob<WorkJob>(WorkJob.Kind);
        services.Configure<GrainCollectionOptions>(options =>
        {
            SiloHosting.Collect(options);
            options.CollectionAge = TimeSpan.FromMinutes(2);
        });
        services.AddSimulatedSilo(silo.Name);
        return services;
    }

    private void AddZoo(IServiceCollection services)
    {
        if (plant != Plant.ZooGuesses)
        {
            services.AddZoo();
            return;
        }

        services.AddSingleton(ZooWords.From(new ZooOptions()));
        services.AddJob<GuessingZooJob>(ZooQueryJob.Kind, new JobKindOptions { Queue = ZooQueryJob.Queue, KeepForever = true });
    }

    /// <summary>Runs handlers in turns of their own, in their silo's process.</summary>
    private sealed class ProcessAttempts(Process process) : IAttemptExecutor
    {
        public Task<T> Run<T>(Func<Task<T>> work, bool cpuBound) => process.BeginApart(work);
    }
}
