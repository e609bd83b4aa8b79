using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Several activations under one id.</summary>
public abstract class StatelessWorkerTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    private IWorkerGrain Worker => Grain<IWorkerGrain>();

    [Fact]
    public Task As_many_calls_run_at_once_as_there_may_be_workers() => Run(async () =>
    {
        var first = Worker.Work("a");
        var second = Worker.Work("b");
        await Task.WhenAll(Seen.Until("a in"), Seen.Until("b in"));
        var third = Worker.Work("c");
        Seen.Open("a", "b", "c");
        Assert.NotEqual(await first, await second);
        Assert.Contains(await third, new[] { await first, await second });
    });

    [Fact]
    public Task Calls_one_after_the_other_need_one_worker() => Run(async () =>
    {
        Seen.Open("a");
        Assert.Equal(await Worker.Work("a"), await Worker.Work("a"));
    });
}

public sealed class StatelessWorkersOfOrleans(OrleansCluster host) : StatelessWorkerTests<OrleansCluster>(host);

public sealed class StatelessWorkersOfTheSimulation(SimulatedHost host) : StatelessWorkerTests<SimulatedHost>(host);
