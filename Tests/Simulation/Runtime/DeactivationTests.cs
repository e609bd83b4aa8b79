using Orleans.Concurrency;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class DeactivationTests
{
    internal interface IEndingGrain : IGrainWithStringKey
    {
        Task End(string gate);

        Task Call(string name);

        [AlwaysInterleave]
        Task Look(string name);

        Task StartTicks();
    }

    [Fact]
    public void Running_calls_finish_then_it_ends_then_waiting_calls_meet_a_new_activation()
    {
        using var host = TestHost.Start<EndingGrain>();
        var calls = Begin(host, g => g.End("a"), g => g.Call("b"), g => g.Look("c"));
        Assert.Equal(["new 1", "a in"], host.Seen.All);
        Open(host, "a");
        Assert.Equal(["new 1", "a in", "a out", "deactivate 1 ApplicationRequested", "dispose 1", "new 2", "b", "c"], host.Seen.All);
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_call_is_sent_on_twice_at_most()
    {
        using var host = TestHost.Start<EndingGrain>();
        host.Seen.Open("a");
        var calls = Begin(host, [.. Enumerable.Range(0, 20).Select(_ => (Func<IEndingGrain, Task>)(g => g.End("a")))], atOnce: true);
        Assert.Equal(3, calls.Count(call => call.IsCompletedSuccessfully));
        Assert.All(calls.Where(call => call.IsFaulted), call => Assert.IsType<OrleansMessageRejectionException>(call.Exception!.InnerException));
    }

    [Fact]
    public void An_exception_while_it_ends_is_logged_and_swallowed()
    {
        using var host = TestHost.Start<BadlyEndingGrain>();
        host.Seen.Open("a");
        var calls = Begin(host, g => g.End("a"), g => g.Call("b"));
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
        Assert.Equal(2, host.Log.All.Count(entry => entry.Exception is NotSupportedException)); // deactivation, disposal
    }

    [Fact]
    public void Over_the_timeout_OnDeactivate_starts_with_a_cancelled_token_and_is_not_awaited()
    {
        using var host = TestHost.Start<EndingGrain>(o => o.DeactivationTimeout = TimeSpan.FromSeconds(5));
        Begin(host, g => g.End("a"));
        host.Seen.Add("waiting");
        host.Advance(7);
        var next = Begin(host, g => g.Call("b"));
        Assert.False(next[0].IsCompleted); // running calls are waited for in any case
        Open(host, "a");
        Assert.Contains("deactivate 1 ApplicationRequested cancelled", host.Seen.All);
        Assert.True(next[0].IsCompletedSuccessfully);
    }

    [Fact]
    public void A_slow_OnDeactivate_is_left_behind_at_the_timeout()
    {
        using var host = TestHost.Start<SlowlyEndingGrain>(o => o.DeactivationTimeout = TimeSpan.FromSeconds(5));
        host.Seen.Open("a");
        var calls = Begin(host, g => g.End("a"), g => g.Call("b"));
        host.Advance(4);
        Assert.False(calls[1].IsCompleted);
        host.Advance(2);
        Assert.True(calls[1].IsCompletedSuccessfully);
        Open(host, "end");
        Assert.Equal("end out", host.Seen.All[^1]);
    }

    [Fact]
    public void While_it_waits_for_running_calls_only_timer_ticks_start()
    {
        using var host = TestHost.Start<EndingGrain>();
        Begin(host, g => g.StartTicks(), g => g.End("a"));
        host.Advance(1.5);
        Assert.Equal(1, host.Seen.Count("tick"));
        Begin(host, g => g.Look("c"));
        host.Advance(1);
        Assert.DoesNotContain("c", host.Seen.All);
        Assert.Equal(1, host.Seen.Count("tick")); // it stands behind the waiting call, as in Orleans
    }

    [Fact]
    public void Interleaving_ticks_go_on_while_a_deactivation_waits()
    {
        using var host = TestHost.Start<EndingGrain>();
        Begin(host, g => g.StartTicks(), g => g.End("a"));
        host.Advance(3.5);
        Assert.Equal(3, host.Seen.Count("tick"));
        Open(host, "a");
        host.Advance(3);
        Assert.Equal(3, host.Seen.Count("tick"));
    }

    [Fact]
    public void Deactivated_in_its_activation_it_ends_without_OnDeactivate()
    {
        using var host = TestHost.Start<StillbornGrain>();
        var call = Begin(host, g => g.Call("b"))[0];
        Assert.IsType<OrleansMessageRejectionException>(call.Exception!.InnerException);
        Assert.Equal(["activate", "activate", "activate"], host.Seen.All);
    }

    private static Task[] Begin(TestHost host, params Func<IEndingGrain, Task>[] calls) => Begin(host, calls, atOnce: false);

    private static Task[] Begin(TestHost host, Func<IEndingGrain, Task>[] calls, bool atOnce)
    {
        var grain = host.Grains.GetGrain<IEndingGrain>("x");
        if (!atOnce)
            return [.. calls.Select(call => host.Begin(() => call(grain)))];
        Task[] begun = [.. calls.Select(call => call(grain))];
        host.Run();
        return begun;
    }

    private static void Open(TestHost host, string gate)
    {
        host.Seen.Open(gate);
        host.Run();
    }

    internal sealed class EndingGrain : Grain, IEndingGrain, IAsyncDisposable
    {
        private readonly Seen _seen;
        private readonly int _number;

        public EndingGrain(Seen seen)
        {
            _seen = seen;
            _number = seen.All.Count(entry => entry.StartsWith("new", StringComparison.Ordinal)) + 1;
            seen.Add($"new {_number}");
        }

        public Task End(string gate)
        {
            DeactivateOnIdle();
            return _seen.Pass(gate);
        }

        public Task Call(string name)
        {
            _seen.Add(name);
            return Task.CompletedTask;
        }

        public Task Look(string name) => Call(name);

        public Task StartTicks()
        {
            this.RegisterGrainTimer(
                () => Call("tick"),
                new GrainTimerCreationOptions(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) { Interleave = true });
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
            Call($"deactivate {_number} {reason.ReasonCode}{(cancellationToken.IsCancellationRequested ? " cancelled" : "")}");

        public async ValueTask DisposeAsync() => await Call($"dispose {_number}");
    }

    internal sealed class BadlyEndingGrain(Seen seen) : Grain, IEndingGrain, IDisposable
    {
        public Task End(string gate)
        {
            this.DeactivateOnIdle();
            return seen.Pass(gate);
        }

        public Task Call(string name) => Task.CompletedTask;

        public Task Look(string name) => Task.CompletedTask;

        public Task StartTicks() => Task.CompletedTask;

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public void Dispose() => throw new NotSupportedException();
    }

    internal sealed class SlowlyEndingGrain(Seen seen) : Grain, IEndingGrain
    {
        public Task End(string gate)
        {
            DeactivateOnIdle();
            return seen.Pass(gate);
        }

        public Task Call(string name) => Task.CompletedTask;

        public Task Look(string name) => Task.CompletedTask;

        public Task StartTicks() => Task.CompletedTask;

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
            seen.Pass("end");
    }

    internal sealed class StillbornGrain(Seen seen) : Grain, IEndingGrain
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            seen.Add("activate");
            DeactivateOnIdle();
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            seen.Add("deactivate");
            return Task.CompletedTask;
        }

        public Task End(string gate) => Task.CompletedTask;

        public Task Call(string name) => Task.CompletedTask;

        public Task Look(string name) => Task.CompletedTask;

        public Task StartTicks() => Task.CompletedTask;
    }
}
