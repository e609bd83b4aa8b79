using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Timers of grains.</summary>
public abstract class TimerTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    private ITimedGrain Timed => Grain<ITimedGrain>();

    [Fact]
    public Task A_period_gives_ticks_one_after_the_other() => Run(async () =>
    {
        Seen.Open("t");
        await Timed.Start("t", Soon, Soon);
        await Seen.Until("t out", times: 3);
        Assert.Equal(["t in", "t out", "t in", "t out", "t in", "t out"], Seen.All[..6]);
    });

    [Fact]
    public Task Due_zero_ticks_at_once_and_an_infinite_period_once() => Run(async () =>
    {
        Seen.Open("once", "again");
        await Timed.Start("once", TimeSpan.Zero, Never);
        await Seen.Until("once out");
        await Timed.Start("again", Soon, Soon);
        await Seen.Until("again out", times: 3);
        Assert.Equal(1, Seen.Count("once in"));
    });

    [Fact]
    public Task A_tick_waits_its_turn_and_blocks_calls() => Run(async () =>
    {
        var held = Timed.Hold("a");
        await Seen.Until("a in");
        var started = Timed.Start("t", TimeSpan.Zero, Never);
        Seen.Open("a");
        await Task.WhenAll(held, started);
        await Seen.Until("t in");
        var call = Timed.Call();
        Seen.Open("t");
        await call;
        Assert.Equal(["a in", "a out", "t in", "t out", "called"], Seen.All);
    });

    [Fact]
    public Task An_interleaving_tick_runs_beside_calls() => Run(async () =>
    {
        await Timed.Start("t", Soon, Never, interleave: true);
        var held = Timed.Hold("a");
        await Seen.Until("t in");
        Assert.DoesNotContain("a out", Seen.All);
        Seen.Open("a", "t");
        await held;
    });

    [Fact]
    public Task After_a_tick_that_fails_the_timer_goes_on() => Run(async () =>
    {
        await Timed.FailInTick(inconsistent: false);
        await Seen.Until("failing", times: 3);
        Assert.DoesNotContain("deactivate", Seen.All);
    });

    [Fact]
    public Task An_inconsistent_state_that_escapes_a_tick_ends_the_activation() => Run(async () =>
    {
        await Timed.FailInTick(inconsistent: true);
        await Seen.Until("deactivate");
        Assert.Equal(1, Seen.Count("failing"));
    });

    [Fact]
    public Task A_change_takes_effect_at_once() => Run(async () =>
    {
        Seen.Open("t");
        await Timed.Start("t", Late, Late);
        await Timed.Change(Soon, Soon);
        await Seen.Until("t out", times: 2);
    });

    [Fact]
    public Task A_change_in_a_tick_takes_effect_when_it_has_ended() => Run(async () =>
    {
        await Timed.ChangeInTick(TimeSpan.FromSeconds(0.2), Late);
        await Seen.Until("changing", times: 3);
    });

    [Fact]
    public Task A_stopped_timer_ticks_no_more_and_cancels_the_token_of_a_running_tick() => Run(async () =>
    {
        await Timed.Start("t", Soon, Soon, interleave: true);
        await Seen.Until("t in");
        await Timed.Stop();
        await Timed.Stop();
        Assert.Equal(["t in", "token cancelled"], Seen.All);
        Seen.Open("t", "other");
        await Timed.Start("other", Soon, Soon);
        await Seen.Until("other out", times: 3);
        Assert.Equal(1, Seen.Count("t in"));
    });

    [Fact]
    public Task A_deactivation_waits_for_a_running_tick_and_cancels_its_token_only_then() => Run(async () =>
    {
        await Timed.Start("t", Soon, Never, interleave: true);
        await Seen.Until("t in");
        await Timed.End();
        var next = Timed.Call(); // of the next activation
        Assert.DoesNotContain("deactivate", Seen.All);
        Seen.Open("t");
        await next;
        Assert.Equal(["t in", "t out", "deactivate", "called"], Seen.All);
    });

    [Fact]
    public Task Impossible_times_are_refused() => Run(async () =>
    {
        await Failure<ArgumentOutOfRangeException>(Timed.Start("t", TimeSpan.FromSeconds(-1), Soon));
        await Failure<ArgumentOutOfRangeException>(Timed.Start("t", Soon, TimeSpan.FromDays(50)));
    });

    [Fact]
    public Task A_tick_has_no_request_context() => Run(async () =>
    {
        RequestContext.Set("k", "v");
        Assert.True(await Timed.TickContextIsEmpty());
        RequestContext.Remove("k");
    });
}

public sealed class TimersOfOrleans(OrleansCluster host) : TimerTests<OrleansCluster>(host);

public sealed class TimersOfTheSimulation(SimulatedHost host) : TimerTests<SimulatedHost>(host);
