using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class DeadlineTests
{
    internal interface ISlowGrain : IGrainWithStringKey
    {
        Task Wait(string gate);

        [ResponseTimeout("00:00:02")]
        Task WaitBriefly(string gate);
    }

    [Fact]
    public void A_caller_gets_a_timeout_at_most_a_second_late_and_the_callee_goes_on()
    {
        using var host = TestHost.Start<SlowGrain>();
        var call = host.Begin(() => host.Grains.GetGrain<ISlowGrain>("x").Wait("a"));
        host.Advance(29.9);
        Assert.False(call.IsCompleted);
        host.Advance(1.1);
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
        host.Seen.Open("a");
        host.Run();
        Assert.Equal(["a in", "a out"], host.Seen.All);
    }

    [Fact]
    public void A_call_that_still_waits_at_its_deadline_never_runs()
    {
        using var host = TestHost.Start<SlowGrain>();
        var grain = host.Grains.GetGrain<ISlowGrain>("x");
        var running = host.Begin(() => grain.Wait("a"));
        var waiting = host.Begin(() => grain.WaitBriefly("b"));
        host.Advance(3);
        Assert.IsType<TimeoutException>(waiting.Exception!.InnerException);
        host.Seen.Open("a");
        host.Run();
        Assert.True(running.IsCompletedSuccessfully);
        Assert.Equal(["a in", "a out"], host.Seen.All);
    }

    [Fact]
    public void A_call_past_its_deadline_is_dropped_before_any_sweep_has_seen_it()
    {
        using var host = TestHost.Start<SlowGrain>();
        var grain = host.Grains.GetGrain<ISlowGrain>("x");
        host.Begin(() => grain.Wait("a"));
        host.Advance(0.5);
        var waiting = host.Begin(() => grain.WaitBriefly("b"));
        host.Advance(2.1); // due at 2.5, the sweeps are at 2 and 3
        Assert.False(waiting.IsCompleted);
        host.Seen.Open("a");
        host.Run();
        Assert.IsType<TimeoutException>(waiting.Exception!.InnerException);
        Assert.Equal(["a in", "a out"], host.Seen.All);
    }

    [Fact]
    public void A_call_that_timed_out_waits_no_more()
    {
        using var host = TestHost.Start<SlowGrain>(o => o.MailboxLimit = 1);
        var grain = host.Grains.GetGrain<ISlowGrain>("x");
        host.Begin(() => grain.Wait("a"));
        host.Begin(() => grain.WaitBriefly("b"));
        Assert.Throws<LimitExceededException>(() => host.Run(() => grain.Wait("c")));
        host.Advance(3);
        Assert.False(host.Begin(() => grain.Wait("c")).IsCompleted);
    }

    [Fact]
    public void The_default_can_be_set()
    {
        using var host = TestHost.Start<SlowGrain>(o => o.ResponseTimeout = TimeSpan.FromSeconds(5));
        var call = host.Begin(() => host.Grains.GetGrain<ISlowGrain>("x").Wait("a"));
        host.Advance(5);
        Assert.True(call.IsFaulted);
    }

    internal sealed class SlowGrain(Seen seen) : Grain, ISlowGrain
    {
        public Task Wait(string gate) => seen.Pass(gate);

        public Task WaitBriefly(string gate) => seen.Pass(gate);
    }
}
