using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A grain's code runs in turns, one at a time.</summary>
public abstract class TurnTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    [Fact]
    public Task An_await_comes_back_to_the_activation() => Run(async () =>
    {
        var call = Grain<ITurnGrain>().StaysOnItsScheduler();
        await Seen.Until("gate in");
        Seen.Open("gate");
        Assert.True(await call);
    });

    [Fact]
    public Task What_belongs_to_turns_refuses_to_work_outside_of_them() => Run(async () =>
        Assert.Equal(["GrainFactory True", "RegisterGrainTimer True", "key"], await Grain<ITurnGrain>().OffTurn()));

    [Fact]
    public Task Turns_of_one_activation_never_run_at_once() => Run(async () =>
    {
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Grain<ITurnGrain>().Overlap()));
        Assert.Equal(0, overlaps.Sum());
        var sums = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Grain<ITurnGrain>().AddSlowly()));
        Assert.Equal(Enumerable.Range(1, 200), sums.Order());
    });

    [Fact]
    public Task Nothing_of_the_callers_execution_context_flows_into_the_grain() => Run(async () =>
    {
        TurnGrain.Flowing.Value = "of the caller";
        Assert.Equal("activation: , call: ", await Grain<ITurnGrain>().Flow());
    });
}

public sealed class TurnsOfOrleans(OrleansCluster host) : TurnTests<OrleansCluster>(host);

public sealed class TurnsOfTheSimulation(SimulatedHost host) : TurnTests<SimulatedHost>(host);
