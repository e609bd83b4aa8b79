using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>How an activation ends, and what becomes of the calls that wait for it.</summary>
public abstract class DeactivationTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    [Fact]
    public Task Running_calls_finish_then_it_ends_then_waiting_calls_meet_a_new_activation() => Run(async () =>
    {
        var end = Ending<EndingGrain>().End("a");
        await Seen.Until("a in");
        Task[] waiting = [Ending<EndingGrain>().Call("b"), Ending<EndingGrain>().Look("b")];
        Seen.Open("a");
        await end;
        await Task.WhenAll(waiting);
        Assert.Equal(["new 1", "a in", "a out", "deactivate 1 ApplicationRequested", "dispose 1", "new 2", "b", "b"], Seen.All);
    });

    [Fact]
    public Task A_call_is_sent_on_twice_at_most() => Run(async () =>
    {
        var first = Ending<EndingGrain>().End("a");
        await Seen.Until("a in");
        var others = Enumerable.Range(0, 20).Select(_ => Ending<EndingGrain>().End("a")).ToList();
        Seen.Open("a");
        await first;
        var rejected = 0;
        foreach (var call in others)
        {
            try
            {
                await call;
            }
            catch (OrleansMessageRejectionException)
            {
                rejected++;
            }
        }

        Assert.InRange(rejected, 1, 18); // Two new activations take one each.
    });

    [Fact]
    public Task An_exception_while_it_ends_is_swallowed() => Run(async () =>
    {
        Seen.Open("a");
        await Ending<BadlyEndingGrain>().End("a");
        await Ending<BadlyEndingGrain>().Call("b");
        Assert.Equal("b", Seen.All[^1]);
    });

    [Fact]
    public Task Calls_wait_for_a_slow_OnDeactivate() => Run(async () =>
    {
        Seen.Open("a");
        await Ending<SlowlyEndingGrain>().End("a");
        await Seen.Until("end in");
        var call = Ending<SlowlyEndingGrain>().Call("b");
        Seen.Open("end");
        await call;
        Assert.Equal(["a in", "a out", "end in", "end out", "b"], Seen.All);
    });

    [Fact]
    public Task Interleaving_ticks_go_on_while_a_deactivation_waits_and_not_after_it() => Run(async () =>
    {
        await Ending<EndingGrain>().StartTicks();
        var end = Ending<EndingGrain>().End("a");
        await Seen.Until("a in");
        await Seen.Until("tick", Seen.Count("tick") + 2);
        Seen.Open("a");
        await end;
        await Ending<EndingGrain>().Call("b");
        Assert.DoesNotContain("tick", Seen.All.SkipWhile(entry => entry != "deactivate 1 ApplicationRequested"));
    });

    [Fact]
    public Task Deactivated_in_its_activation_it_never_answers() => Run(async () =>
    {
        await Failure<OrleansMessageRejectionException>(Ending<StillbornGrain>().Call("b"));
        Assert.Equal(["activate", "activate", "activate"], Seen.All);
    });

    private IEndingGrain Ending<TGrain>() => Grain<IEndingGrain>(typeof(TGrain));
}

public sealed class DeactivationsOfOrleans(OrleansCluster host) : DeactivationTests<OrleansCluster>(host);

public sealed class DeactivationsOfTheSimulation(SimulatedHost host) : DeactivationTests<SimulatedHost>(host);
