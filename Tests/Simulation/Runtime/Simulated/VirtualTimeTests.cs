using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>When things happen, to the tick of the virtual clock.</summary>
public class VirtualTimeTests
{
    [Fact]
    public void The_next_tick_is_due_one_period_after_the_end_of_the_last()
    {
        using var host = TestHost.Start();
        host.Run(() => host.Grain<ITimedGrain>().Start("t", Seconds(1), Seconds(2)));
        host.Advance(1.5);
        Assert.Equal(["t in"], host.Seen.All);
        host.Advance(10);
        Assert.Equal(["t in"], host.Seen.All); // never two at once
        host.Open("t"); // ends at 11.5
        host.Advance(1.9);
        Assert.Equal(1, host.Seen.Count("t in"));
        host.Advance(0.2);
        Assert.Equal(2, host.Seen.Count("t in"));
    }

    [Fact]
    public void A_caller_gets_a_timeout_at_most_a_second_late()
    {
        using var host = TestHost.Start();
        var call = host.Begin(() => Gates(host).Write("a"));
        host.Advance(29.9);
        Assert.False(call.IsCompleted);
        host.Advance(1.1);
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
    }

    [Fact]
    public void A_call_past_its_deadline_is_dropped_before_any_sweep_has_seen_it()
    {
        using var host = TestHost.Start();
        host.Begin(() => Gates(host).Write("a"));
        host.Advance(0.5);
        var waiting = host.Begin(() => Gates(host).WriteBriefly("b"));
        host.Advance(1.1); // due at 1.5, the sweeps are at 1 and 2
        Assert.False(waiting.IsCompleted);
        host.Open("a");
        Assert.IsType<TimeoutException>(waiting.Exception!.InnerException);
        Assert.Equal(["a in", "a out"], host.Seen.All);
    }

    [Fact]
    public void Over_the_activation_timeout_callers_are_released_and_the_code_runs_on()
    {
        using var host = Start(options => options.ActivationTimeout = Seconds(5));
        var call = host.Begin(() => host.Grain<IStartGrain>(typeof(FailingStartGrain)).Call());
        host.Advance(6);
        Assert.True(call.IsCanceled);
        host.Open("start");
        Assert.Contains("start out", host.Seen.All);
    }

    [Fact]
    public void Over_the_deactivation_timeout_OnDeactivate_starts_with_a_cancelled_token()
    {
        using var host = Start(options => options.DeactivationTimeout = Seconds(5));
        host.Begin(() => Ending<EndingGrain>(host).End("a"));
        host.Advance(7);
        var next = host.Begin(() => Ending<EndingGrain>(host).Call("b"));
        Assert.False(next.IsCompleted); // running calls are waited for in any case
        host.Open("a");
        Assert.Contains("deactivate 1 ApplicationRequested cancelled", host.Seen.All);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_slow_OnDeactivate_is_left_behind_at_the_timeout()
    {
        using var host = Start(options => options.DeactivationTimeout = Seconds(5));
        host.Open("a");
        host.Begin(() => Ending<SlowlyEndingGrain>(host).End("a"));
        var next = host.Begin(() => Ending<SlowlyEndingGrain>(host).Call("b"));
        host.Advance(4);
        Assert.False(next.IsCompleted);
        host.Advance(2);
        Assert.True(next.IsCompletedSuccessfully);
        host.Open("end");
        Assert.Equal("end out", host.Seen.All[^1]);
    }

    [Fact]
    public void An_idle_grain_goes_when_no_call_came_for_its_age()
    {
        using var host = TestHost.Start();
        foreach (var pause in new[] { 1.5, 1.5 })
        {
            host.Run(() => Idle(host).Call());
            host.Advance(pause);
            Assert.Empty(host.Seen.All);
        }

        host.Advance(1.1);
        Assert.Equal(["idle ActivationIdle"], host.Seen.All);
    }

    [Fact]
    public void An_attribute_for_the_age_goes_before_the_settings()
    {
        using var host = Start(options => options.ClassSpecificCollectionAge[typeof(LimitedGrain).FullName!] = Seconds(5));
        host.Run(() => host.Grains.GetGrain<IIdleGrain>("x-limited", typeof(LimitedGrain).FullName).Call());
        host.Advance(119);
        Assert.Empty(host.Seen.All);
        host.Advance(2);
        Assert.Equal(["limited ActivationIdle"], host.Seen.All);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TestHost Start(Action<GrainCollectionOptions> configure) => TestHost.Start(services => services.Configure(configure));

    private static IGateGrain Gates(TestHost host) => host.Grain<IGateGrain>(typeof(GateGrain));

    private static IEndingGrain Ending<TGrain>(TestHost host) => host.Grain<IEndingGrain>(typeof(TGrain));

    private static IIdleGrain Idle(TestHost host) => host.Grains.GetGrain<IIdleGrain>("x-idle", typeof(IdleGrain).FullName);
}
