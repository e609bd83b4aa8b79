using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>How an activation begins.</summary>
public abstract class ActivationTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    [Fact]
    public Task The_first_call_activates_in_order() => Run(async () =>
    {
        Assert.Equal(KeyOf("x"), await Start<PlainStartGrain>().Call());
        await Start<PlainStartGrain>().Call();
        Assert.Equal(["constructor", "activate", "call", "call"], Seen.All);
    });

    [Fact]
    public Task A_failing_activation_fails_those_who_wait_and_the_next_call_tries_afresh() => Run(async () =>
    {
        var first = Start<FailingStartGrain>().Call();
        await Seen.Until("start in");
        var second = Start<FailingStartGrain>().Call();
        Seen.Open("start");
        Assert.Equal("not yet", (await Failure<NotSupportedException>(first)).Message);
        await Failure<NotSupportedException>(second);
        await Seen.Until("disposed");
        Seen.Open("work");
        Assert.Equal(KeyOf("x"), await Start<FailingStartGrain>().Call());
        Assert.DoesNotContain("deactivate", Seen.All);
    });

    [Fact]
    public Task A_failing_constructor_is_the_inner_exception() => Run(async () =>
    {
        var failure = await Failure<InvalidOperationException>(Start<UnmakeableGrain>().Call());
        Assert.IsType<NotSupportedException>(failure.InnerException);
    });

    [Fact]
    public Task Each_activation_has_a_scope_that_ends_with_it() => Run(async () =>
    {
        Assert.Equal("scoped", await Start<ScopedGrain>().Call());
        Assert.DoesNotContain("scope disposed", Seen.All);
        await Start<ScopedGrain>().End();
        await Seen.Until("scope disposed");
    });

    [Fact]
    public Task A_grain_need_not_derive_from_Grain() => Run(async () =>
    {
        Assert.Equal($"poco/{KeyOf("x")}", await Start<PocoGrain>().Call());
        await Seen.Until("tick");
        Assert.Equal(["activate", "tick"], Seen.All);
    });

    [Fact]
    public Task A_grain_may_take_part_in_its_own_lifecycle() => Run(async () =>
    {
        await Start<StagedGrain>().Call();
        await Start<StagedGrain>().End();
        await Seen.Until("stop 500");
        Assert.Equal(["start 500", "start 1500", "activate", "call", "deactivate", "stop 1500", "stop 500"], Seen.All);
    });

    private IStartGrain Start<TGrain>() => Grain<IStartGrain>(typeof(TGrain));
}

public sealed class ActivationsOfOrleans(OrleansCluster host) : ActivationTests<OrleansCluster>(host);

public sealed class ActivationsOfTheSimulation(SimulatedHost host) : ActivationTests<SimulatedHost>(host);
