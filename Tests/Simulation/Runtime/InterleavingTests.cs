using Orleans.Concurrency;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class InterleavingTests
{
    internal interface IGateGrain : IGrainWithStringKey
    {
        Task Write(string gate);

        [ReadOnly]
        Task Read(string gate);

        [AlwaysInterleave]
        Task Look(string gate);

        Task CallSelf();

        Task CallThrough(IGateGrain other);

        Task CallBack(IGateGrain caller);
    }

    internal interface IReentrantGrain : IGrainWithStringKey
    {
        Task Write(string gate);
    }

    private static readonly string[] Nothing = [];

    [Fact]
    public void An_ordinary_call_waits_for_the_one_before()
    {
        using var host = TestHost.Start<GateGrain>();
        var calls = Start(host, g => g.Write("a"), g => g.Write("b"));
        Assert.Equal(["a in"], host.Seen.All);
        Open(host, "a");
        Assert.Equal(["a in", "a out", "b in"], host.Seen.All);
        Open(host, "b");
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public void An_interleaving_call_passes_a_running_and_a_waiting_one()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Write("a"), g => g.Write("b"), g => g.Look("c"));
        Assert.Equal(["a in", "c in"], host.Seen.All);
    }

    [Fact]
    public void Read_only_calls_run_beside_each_other_and_pass_a_waiting_write()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Read("a"), g => g.Write("b"), g => g.Read("c"));
        Assert.Equal(["a in", "c in"], host.Seen.All);
    }

    [Fact]
    public void A_read_only_call_waits_for_a_write()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Write("a"), g => g.Read("b"));
        Assert.Equal(["a in"], host.Seen.All);
    }

    [Fact]
    public void A_read_only_call_that_waits_for_a_write_is_passed_by_an_interleaving_one()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Write("a"), g => g.Read("b"), g => g.Look("c"));
        Assert.Equal(["a in", "c in"], host.Seen.All);
    }

    [Fact]
    public void Hole_a_write_starts_beside_readers_when_the_first_reader_ends()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Read("a"), g => g.Read("b"), g => g.Write("c"));
        Assert.Equal(["a in", "b in"], host.Seen.All);
        Open(host, "b");
        Assert.DoesNotContain("c in", host.Seen.All);
        Open(host, "a");
        Assert.Contains("c in", host.Seen.All);
    }

    [Fact]
    public void Hole_a_write_starts_while_another_reader_still_runs()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Read("a"), g => g.Read("b"), g => g.Write("c"));
        Open(host, "a");
        Assert.Equal(["a in", "b in", "a out", "c in"], host.Seen.All);
    }

    [Fact]
    public void Hole_an_ordinary_call_starts_while_an_interleaving_one_runs()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Look("a"), g => g.Write("b"), g => g.Write("c"));
        Assert.Equal(["a in", "b in"], host.Seen.All);
    }

    [Fact]
    public void A_reentrant_class_runs_all_its_calls_at_once()
    {
        using var host = TestHost.Start<ReentrantGrain>();
        var grain = host.Grains.GetGrain<IReentrantGrain>("x");
        host.Begin(() => Task.WhenAll(grain.Write("a"), grain.Write("b")));
        Assert.Equal(["a in", "b in"], host.Seen.All);
    }

    [Fact]
    public void A_call_to_itself_times_out()
    {
        using var host = TestHost.Start<GateGrain>();
        var call = host.Begin(() => host.Grains.GetGrain<IGateGrain>("x").CallSelf());
        host.Advance(29.9);
        Assert.False(call.IsCompleted);
        host.Advance(2);
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
    }

    [Fact]
    public void A_cycle_of_calls_times_out()
    {
        using var host = TestHost.Start<GateGrain>();
        var call = host.Begin(() =>
            host.Grains.GetGrain<IGateGrain>("x").CallThrough(host.Grains.GetGrain<IGateGrain>("y")));
        Assert.False(call.IsCompleted);
        host.Advance(31);
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
        Assert.Equal(Nothing, host.Seen.All);
    }

    [Fact]
    public void Many_calls_that_wait_start_in_order()
    {
        using var host = TestHost.Start<GateGrain>();
        Start(host, g => g.Write("gate"));
        var calls = Start(host, [.. Enumerable.Range(0, 1000).Select(i => (Func<IGateGrain, Task>)(g => g.Write($"n{i}")))]);
        foreach (var i in Enumerable.Range(0, 1000))
            host.Seen.Open($"n{i}");
        Open(host, "gate");
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
        Assert.Equal(
            Enumerable.Range(0, 1000).Select(i => $"n{i} in"), host.Seen.All.Where(e => e.StartsWith('n') && e.EndsWith("in")));
    }

    private static Task[] Start(TestHost host, params Func<IGateGrain, Task>[] calls)
    {
        var grain = host.Grains.GetGrain<IGateGrain>("x");
        return [.. calls.Select(call => host.Begin(() => call(grain)))];
    }

    private static void Open(TestHost host, string gate)
    {
        host.Seen.Open(gate);
        host.Run();
    }

    internal sealed class GateGrain(Seen seen) : Grain, IGateGrain
    {
        public Task Write(string gate) => seen.Pass(gate);

        public Task Read(string gate) => seen.Pass(gate);

        public Task Look(string gate) => seen.Pass(gate);

        public Task CallSelf() => this.AsReference<IGateGrain>().Write("never");

        public Task CallThrough(IGateGrain other) => other.CallBack(this.AsReference<IGateGrain>());

        public Task CallBack(IGateGrain caller) => caller.Write("never");
    }

    [Reentrant]
    internal sealed class ReentrantGrain(Seen seen) : Grain, IReentrantGrain
    {
        public Task Write(string gate) => seen.Pass(gate);
    }
}
