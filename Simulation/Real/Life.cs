using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Push;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Real;

/// <summary>
/// One process of a real run: a silo of Microsoft Orleans with its real storage and threads, and the clients. What the clients do follows
/// from the seed; what comes of it does not.
/// </summary>
internal static class Life
{
    // As in the simulated mode; the clock is fast.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(20);

    // What a planted bug has lost, no rest brings back.
    private static readonly TimeSpan RestOfPlanted = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    public static async Task Run(LifeSpec spec, TextWriter output, TimeProvider time)
    {
        var clock = new FastClock(time, spec.Anchor);
        using var table = new HistoryTable(spec.Directory);
        var history = new History([new Journal(output, table.Last)]);
        using var host = Build(spec, clock, history);
        await host.StartAsync();
        table.Begin();

        var door = new RealDoor(host.Services.GetRequiredService<IGrainFactory>(), clock);
        var seed = Chance.Of(spec.Seed, $"life {spec.Number}").Bits();
        var clients = new Clients(seed, door, history, AllCheckers.Words, spec.Deadly);
        var carriers = new Carriers(seed, door, history);
        await carriers.Register();
        _ = carriers.Run();
        await clients.Run(spec.Steps);
        await Until(() => clients.AreDone);
        carriers.BeReliable();
        await clients.ResumeAll();
        await Until(() => clients.AreDone && table.AllEnded());
        await host.StopAsync();

        async Task Until(Func<bool> done)
        {
            for (var end = clock.GetUtcNow() + (spec.Plant == Plant.None ? LongestRest : RestOfPlanted); !done() && clock.GetUtcNow() < end;) await Task.Delay(Look, clock);
        }
    }

    private static IHost Build(LifeSpec spec, TimeProvider clock, History history)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Storage:DataDirectory", spec.Directory)]);
        var services = builder.Services;
        services.AddSingleton(clock);
        builder.AddSilo();

        // Orleans tells by the system's clock when a silo has begun to start; by the fast one that soon is too long ago.
        services.Configure<ClusterMembershipOptions>(membership => membership.EvictWhenMaxJoinAttemptTimeExceeded = false);
        services.AddSingleton(history);
        services.AddSingleton(new SuicideNote(Death.Die));
        services.AddSingleton<IStepWatch, UnwatchedSteps>();
        services.AddSingleton<IPushClient, Receiver>();
        services.Configure<PushOptions>(Receiver.Configure);
        services.AddJob<WorkJob>(WorkJob.Kind);
        services.Configure<QueuesOptions>(TrafficQueues.ConfigureReal);
        var death = spec.IsKilled ? new Death(Chance.Of(spec.Seed, $"death {spec.Number}")) : null;
        services.AddSingleton<IJobStore>(provider => new DyingStore(provider.GetRequiredService<JobTable>(), death, spec.Plant));
        return builder.Build();
    }
}
