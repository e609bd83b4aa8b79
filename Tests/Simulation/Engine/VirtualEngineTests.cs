using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Tests.Simulation.Runtime;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Tests of engines that share a store, on one virtual machine.</summary>
public abstract class VirtualEngineTests : IDisposable
{
    private protected VirtualEngineTests() => Time = new SettableClock(Machine.Time, Machine.Post);

    private protected VirtualMachine Machine { get; } = new();

    private protected Seen Seen { get; } = new();

    private protected MemoryJobStore Store { get; } = new();

    private protected FaultyNetwork Network { get; } = new();

    private protected SettableClock Time { get; }

    private protected List<SimulatedEngine> Engines { get; } = [];

    public void Dispose()
    {
        Engines.ForEach(engine => engine.Dispose());
        GC.SuppressFinalize(this);
    }

    private protected SimulatedEngine Start(Action<IServiceCollection>? configure = null)
    {
        var engine = new SimulatedEngine(Machine, $"host-{Engines.Count}", services =>
        {
            EngineHost.AddParts(services, Store);
            services.AddSingleton(Seen);
            services.AddJob<WaitingJob>("wait");
            services.AddSingleton<TimeProvider>(Time);
            services.AddSingleton<ICallRouter>(Network);
            services.AddSingleton<IOwners>(new Living($"host-{Engines.Count}"));
            services.Configure<QueuesOptions>(queues =>
            {
                queues["narrow"] = new QueueOptions { Concurrency = 1 };
                queues["two"] = new QueueOptions { Concurrency = 2 };
            });
            configure?.Invoke(services);
        });
        Engines.Add(engine);
        return engine;
    }

    private protected Job Submit(JobSpec spec, int engine = 0) => Machine.Run(() => SubmitTo(engine, spec));

    private protected async Task<Job> SubmitTo(int engine, JobSpec spec) =>
        ((SubmitResult.Accepted)await Engines[engine].Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(spec)).Job;

    /// <summary>Kind "wait": ends when the test says so.</summary>
    private sealed class WaitingJob(Seen seen) : IJobHandler<NoInput, string?>
    {
        public async Task<string?> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            await seen.Pass("gate");
            return null;
        }
    }
}
