using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Which grains are let go because they are idle. One that stays is compared with one that goes.</summary>
public abstract class CollectionTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    [Fact]
    public Task A_running_call_protects_it_and_it_goes_some_time_after() => Run(async () =>
    {
        var held = Idle("held").Hold("a");
        await LetOneGo("idle");
        Assert.DoesNotContain("held ActivationIdle", Seen.All);
        Seen.Open("a");
        await held;
        await Seen.Until("held ActivationIdle");
    });

    [Fact]
    public Task Deactivation_can_be_delayed_and_the_delay_withdrawn() => Run(async () =>
    {
        await Idle("delayed").Delay(TimeSpan.FromHours(1));
        await LetOneGo("first");
        await Idle("delayed").Delay(TimeSpan.MaxValue);
        await LetOneGo("second");
        Assert.DoesNotContain("delayed ActivationIdle", Seen.All);
        await Idle("delayed").Delay(TimeSpan.Zero);
        await Seen.Until("delayed ActivationIdle");
    });

    [Fact]
    public Task Ticks_do_not_keep_it_alive_unless_they_say_so() => Run(async () =>
    {
        Seen.Open("t");
        await Idle("kept").Tick("t", keepAlive: true);
        await Idle("ticking").Tick("t", keepAlive: false);
        await Seen.Until("ticking ActivationIdle");
        Assert.DoesNotContain("kept ActivationIdle", Seen.All);
    });

    [Fact]
    public Task A_running_tick_keeps_it_alive_but_work_it_does_not_await_does_not() => Run(async () =>
    {
        await Idle("running").Tick("t", keepAlive: false);
        await Seen.Until("t in");
        await Idle("left").TickUnawaited("u");
        await Seen.Until("left ActivationIdle");
        Assert.Contains("u in", Seen.All);
        Assert.DoesNotContain("running ActivationIdle", Seen.All);
        Seen.Open("t", "u");
        await Seen.Until("running ActivationIdle");
    });

    [Fact]
    public Task Attributes_of_the_class_say_how_long_it_stays() => Run(async () =>
    {
        await Grain<IIdleGrain>(typeof(KeptGrain), "kept").Call();
        await Grain<IIdleGrain>(typeof(LimitedGrain), "limited").Call();
        await LetOneGo("first");
        await LetOneGo("second");
        Assert.Equal(["first ActivationIdle", "second ActivationIdle"], Seen.All);
    });

    private IIdleGrain Idle(string name) => Grain<IIdleGrain>(typeof(IdleGrain), name);

    private async Task LetOneGo(string name)
    {
        await Idle(name).Call();
        await Seen.Until($"{name} ActivationIdle");
    }
}

public sealed class CollectionOfOrleans(OrleansCluster host) : CollectionTests<OrleansCluster>(host);

public sealed class CollectionOfTheSimulation(SimulatedHost host) : CollectionTests<SimulatedHost>(host);
