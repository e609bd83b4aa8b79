using Orleans.Storage;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class TimerTests
{
    internal interface ITimedGrain : IGrainWithStringKey
    {
        Task Start(string gate, double due, double period, bool interleave = false);

        Task Change(double due, double period);

        Task ChangeInTick(double due, double period);

        Task FailInTick(bool inconsistent);

        Task Stop();

        Task Hold(string gate);

        Task Call();

        Task<bool> TickContextIsEmpty();
    }

    [Fact]
    public void The_next_tick_is_due_one_period_after_the_end_of_the_last()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Run(() => Grain(host).Start("t", 1, 2));
        host.Advance(1.5);
        Assert.Equal(["t in"], host.Seen.All);
        host.Advance(10);
        Assert.Equal(["t in"], host.Seen.All); // never two at once
        host.Seen.Open("t");
        host.Run(); // ends at 11.5
        host.Advance(1.9);
        Assert.Equal(1, host.Seen.Count("t in"));
        host.Advance(0.2);
        Assert.Equal(2, host.Seen.Count("t in"));
    }

    [Fact]
    public void Due_zero_ticks_at_once_and_an_infinite_period_once()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Seen.Open("t");
        host.Run(() => Grain(host).Start("t", 0, -0.001));
        Assert.Equal(1, host.Seen.Count("t in"));
        host.Advance(1000);
        Assert.Equal(1, host.Seen.Count("t in"));
    }

    [Fact]
    public void A_tick_waits_its_turn_and_blocks_calls()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Run(() => Grain(host).Start("t", 1, 1));
        host.Begin(() => Grain(host).Hold("a"));
        host.Advance(2);
        Assert.Equal(["a in"], host.Seen.All);
        var call = host.Begin(() => Grain(host).Call());
        host.Seen.Open("a");
        host.Run();
        Assert.Equal(["a in", "a out", "t in"], host.Seen.All);
        Assert.False(call.IsCompleted);
    }

    [Fact]
    public void An_interleaving_tick_runs_beside_calls()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Run(() => Grain(host).Start("t", 1, 1, interleave: true));
        host.Begin(() => Grain(host).Hold("a"));
        host.Advance(2);
        Assert.Equal(["a in", "t in"], host.Seen.All);
        Assert.True(host.Begin(() => Grain(host).Call()).IsCompleted == false); // behind the held call
    }

    [Fact]
    public void A_failing_tick_is_logged_and_the_timer_goes_on()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Run(() => Grain(host).FailInTick(inconsistent: false));
        host.Advance(3.5);
        Assert.Equal(3, host.Seen.Count("failing"));
        Assert.All(host.Log.All, entry => Assert.IsType<NotSupportedException>(entry.Exception));
        Assert.DoesNotContain("deactivate", host.Seen.All);
    }

    [Fact]
    public void An_inconsistent_state_that_escapes_a_tick_ends_the_activation()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Run(() => Grain(host).FailInTick(inconsistent: true));
        host.Advance(3.5);
        Assert.Equal(["failing", "deactivate"], host.Seen.All);
    }

    [Fact]
    public void A_change_takes_effect_at_once_or_when_the_tick_has_ended()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Seen.Open("t");
        host.Run(() => Grain(host).Start("t", 100, 100));
        host.Run(() => Grain(host).Change(1, 5));
        host.Advance(1);
        Assert.Equal(1, host.Seen.Count("t in"));
        host.Advance(5);
        Assert.Equal(2, host.Seen.Count("t in"));
        host.Run(() => Grain(host).Stop());
        host.Run(() => Grain(host).ChangeInTick(3, 7));
        host.Advance(1);
        Assert.Equal(1, host.Seen.Count("changing"));
        host.Advance(3);
        Assert.Equal(2, host.Seen.Count("changing"));
    }

    [Fact]
    public void A_stopped_timer_ticks_no_more_and_cancels_the_token_of_a_running_tick()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Run(() => Grain(host).Start("t", 1, 1, interleave: true));
        host.Advance(1);
        host.Run(() => Grain(host).Stop());
        host.Run(() => Grain(host).Stop());
        Assert.Equal(["t in", "token cancelled"], host.Seen.All);
        host.Seen.Open("t");
        host.Advance(10);
        Assert.Equal(1, host.Seen.Count("t in"));
    }

    [Fact]
    public void A_deactivation_waits_for_a_running_tick_and_cancels_its_token_only_then()
    {
        using var host = TestHost.Start<TimedGrain>();
        host.Run(() => Grain(host).Start("t", 1, 1));
        host.Advance(1);
        var stopped = host.Begin(() => host.Silo.StopAsync(default));
        host.Advance(20);
        Assert.Equal(["t in"], host.Seen.All);
        Assert.False(stopped.IsCompleted);
        host.Seen.Open("t");
        host.Run();
        Assert.Equal(["t in", "t out", "deactivate"], host.Seen.All);
        Assert.True(stopped.IsCompletedSuccessfully);
    }

    [Fact]
    public void Impossible_times_are_refused()
    {
        using var host = TestHost.Start<TimedGrain>();
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Run(() => Grain(host).Start("t", -1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Run(() => Grain(host).Start("t", 1, TimeSpan.FromDays(50).TotalSeconds)));
    }

    [Fact]
    public void A_tick_has_no_request_context()
    {
        using var host = TestHost.Start<TimedGrain>();
        var empty = host.Begin(() =>
        {
            RequestContext.Set("k", "v");
            return Grain(host).TickContextIsEmpty();
        });
        Assert.True(TestHost.Result(empty));
    }

    private static ITimedGrain Grain(TestHost host) => host.Grains.GetGrain<ITimedGrain>("x");

    internal sealed class TimedGrain(Seen seen) : Grain, ITimedGrain
    {
        private IGrainTimer? _timer;

        public Task Start(string gate, double due, double period, bool interleave)
        {
            _timer = this.RegisterGrainTimer(
                async token =>
                {
                    await using var registration = token.Register(() => seen.Add("token cancelled"));
                    await seen.Pass(gate);
                },
                new GrainTimerCreationOptions(Span(due), Span(period)) { Interleave = interleave });
            return Task.CompletedTask;
        }

        public Task Change(double due, double period)
        {
            _timer!.Change(Span(due), Span(period));
            return Task.CompletedTask;
        }

        public Task ChangeInTick(double due, double period)
        {
            _timer = this.RegisterGrainTimer(
                () =>
                {
                    seen.Add("changing");
                    return Change(due, period);
                },
                Span(1),
                Span(50));
            return Task.CompletedTask;
        }

        public Task FailInTick(bool inconsistent)
        {
            this.RegisterGrainTimer(
                () =>
                {
                    seen.Add("failing");
                    throw inconsistent ? new InconsistentStateException("x") : new NotSupportedException();
                },
                Span(1),
                Span(1));
            return Task.CompletedTask;
        }

        public Task Stop()
        {
            _timer!.Dispose();
            return Task.CompletedTask;
        }

        public Task Hold(string gate) => seen.Pass(gate);

        public Task Call() => Task.CompletedTask;

        public async Task<bool> TickContextIsEmpty()
        {
            var empty = new TaskCompletionSource<bool>();
            this.RegisterGrainTimer(
                _ =>
                {
                    empty.SetResult(!RequestContext.Keys.Any());
                    return Task.CompletedTask;
                },
                new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
            return await empty.Task;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            seen.Add("deactivate");
            return Task.CompletedTask;
        }

        private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(seconds);
    }
}
