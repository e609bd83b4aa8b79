using Orleans.Concurrency;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class CancellationTests
{
    internal interface ICancelGrain : IGrainWithStringKey
    {
        Task Hold(string gate);

        Task<string> Work(string gate, CancellationToken token = default);

        [AlwaysInterleave]
        Task<bool> CanBeCanceled(CancellationToken token = default);
    }

    [Fact]
    public void Cancelled_before_nothing_is_sent()
    {
        using var host = TestHost.Start<CancelGrain>();
        Assert.ThrowsAny<OperationCanceledException>(() => host.Run(
            () => host.Grains.GetGrain<ICancelGrain>("x").Work("a", new CancellationToken(canceled: true))));
        Assert.Empty(host.Seen.All);
    }

    [Fact]
    public void Cancelled_while_it_waits_it_never_runs()
    {
        using var host = TestHost.Start<CancelGrain>();
        using var source = new CancellationTokenSource();
        var grain = host.Grains.GetGrain<ICancelGrain>("x");
        host.Begin(() => grain.Hold("a"));
        var call = host.Begin(() => grain.Work("b", source.Token));
        source.Cancel();
        Assert.IsType<OperationCanceledException>(call.Exception?.InnerException ?? CaughtFrom(host, call));
        host.Seen.Open("a");
        host.Run();
        Assert.Equal(["a in", "a out"], host.Seen.All);
    }

    [Fact]
    public void Cancelled_while_it_runs_the_caller_goes_at_once_and_the_callee_learns_it_in_its_turn()
    {
        using var host = TestHost.Start<CancelGrain>();
        using var source = new CancellationTokenSource();
        var call = host.Begin(() => host.Grains.GetGrain<ICancelGrain>("x").Work("a", source.Token));
        source.Cancel();
        Assert.DoesNotContain(host.Seen.All, entry => entry.StartsWith("told", StringComparison.Ordinal));
        Assert.IsAssignableFrom<OperationCanceledException>(CaughtFrom(host, call));
        Assert.Equal(["a in", "told in turn True"], host.Seen.All);
        host.Seen.Open("a");
        host.Run();
        Assert.Contains("a out", host.Seen.All);
    }

    [Fact]
    public void The_callee_can_always_be_cancelled()
    {
        using var host = TestHost.Start<CancelGrain>();
        Assert.True(host.Run(() => host.Grains.GetGrain<ICancelGrain>("x").CanBeCanceled()));
    }

    [Fact]
    public void A_cancellation_after_the_end_does_nothing()
    {
        using var host = TestHost.Start<CancelGrain>();
        using var source = new CancellationTokenSource();
        var grain = host.Grains.GetGrain<ICancelGrain>("x");
        host.Seen.Open("a");
        Assert.Equal("done", host.Run(() => grain.Work("a", source.Token)));
        source.Cancel();
        host.Run();
        Assert.Equal("done", host.Run(() => grain.Work("a")));
        Assert.DoesNotContain(host.Seen.All, entry => entry.StartsWith("told", StringComparison.Ordinal));
    }

    private static Exception CaughtFrom(TestHost host, Task call)
    {
        host.Run();
        return Assert.ThrowsAny<Exception>(() => call.GetAwaiter().GetResult());
    }

    internal sealed class CancelGrain(Seen seen) : Grain, ICancelGrain
    {
        public Task Hold(string gate) => seen.Pass(gate);

        public async Task<string> Work(string gate, CancellationToken token)
        {
            var turns = TaskScheduler.Current;
            await using var registration = token.Register(() => seen.Add($"told in turn {TaskScheduler.Current == turns}"));
            await seen.Pass(gate);
            return "done";
        }

        public Task<bool> CanBeCanceled(CancellationToken token) => Task.FromResult(token.CanBeCanceled);
    }
}
