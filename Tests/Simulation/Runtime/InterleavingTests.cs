using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Which calls of a grain run beside each other.</summary>
public abstract class InterleavingTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    private IGateGrain Gates => Grain<IGateGrain>(typeof(GateGrain));

    private IGateGrain Reentrant => Grain<IGateGrain>(typeof(ReentrantGateGrain));

    [Fact]
    public Task An_ordinary_call_waits_for_the_one_before() => Run(async () =>
    {
        var first = await Begin(Gates.Write, "a");
        var second = Gates.Write("b");
        Seen.Open("b");
        await LookAt("c"); // It passes both, so the second had its chance.
        Seen.Open("a");
        await Task.WhenAll(first, second);
        Assert.Equal(["a in", "c in", "c out", "a out", "b in", "b out"], Seen.All);
    });

    [Fact]
    public Task Read_only_calls_run_beside_each_other_and_pass_a_waiting_write() => Run(async () =>
    {
        var first = await Begin(Gates.Read, "a");
        var write = Gates.Write("b");
        var second = await Begin(Gates.Read, "c");
        Seen.Open("a", "b", "c");
        await Task.WhenAll(first, write, second);
        Assert.Equal(["a in", "c in"], Seen.All[..2]);
    });

    [Fact]
    public Task A_read_only_call_waits_for_a_write() => Run(async () =>
    {
        var write = await Begin(Gates.Write, "a");
        var read = Gates.Read("b");
        Seen.Open("b");
        await LookAt("c");
        Seen.Open("a");
        await Task.WhenAll(write, read);
        Assert.Equal(["a in", "c in", "c out", "a out", "b in", "b out"], Seen.All);
    });

    [Fact]
    public Task A_write_waits_for_the_last_reader() => Run(async () =>
    {
        var first = await Begin(Gates.Read, "a");
        var second = await Begin(Gates.Read, "b");
        var write = Gates.Write("c");
        Seen.Open("a", "c");
        await first;
        await LookAt("d"); // It passes the write, which so had its chance.
        Seen.Open("b");
        await Task.WhenAll(second, write);
        Assert.Equal(["a in", "b in", "a out", "d in", "d out", "b out", "c in", "c out"], Seen.All);
    });

    [Fact]
    public Task Hole_an_ordinary_call_starts_while_an_interleaving_one_runs() => Run(async () =>
    {
        var look = await Begin(Gates.Look, "a");
        var write = await Begin(Gates.Write, "b");
        Seen.Open("a", "b");
        await Task.WhenAll(look, write);
    });

    [Fact]
    public Task A_reentrant_class_runs_all_its_calls_at_once() => Run(async () =>
    {
        var first = await Begin(Reentrant.Write, "a");
        var second = await Begin(Reentrant.Write, "b");
        Seen.Open("a", "b");
        await Task.WhenAll(first, second);
    });

    [Fact]
    public Task A_reentrant_class_may_call_itself() => Run(async () =>
    {
        Seen.Open("self", "back");
        await Reentrant.CallSelf();
        await Reentrant.CallThrough(Grain<IGateGrain>(typeof(ReentrantGateGrain), "y"));
        Assert.Equal(["self in", "self out", "back in", "back out"], Seen.All);
    });

    [Fact]
    public Task A_call_to_itself_times_out() => Run(async () =>
    {
        Seen.Open("later");
        await Failure<TimeoutException>(Gates.CallSelf());
        Assert.DoesNotContain("never in", Seen.All);
    });

    [Fact]
    public Task A_cycle_of_calls_times_out() => Run(async () =>
    {
        Seen.Open("later");
        await Failure<TimeoutException>(Gates.CallThrough(Grain<IGateGrain>(typeof(GateGrain), "y")));
        Assert.DoesNotContain("never in", Seen.All);
    });

    private async Task<Task> Begin(Func<string, Task> call, string gate)
    {
        var begun = call(gate);
        await Seen.Until($"{gate} in");
        return begun;
    }

    private Task LookAt(string gate)
    {
        Seen.Open(gate);
        return Gates.Look(gate);
    }
}

public sealed class InterleavingOfOrleans(OrleansCluster host) : InterleavingTests<OrleansCluster>(host);

public sealed class InterleavingOfTheSimulation(SimulatedHost host) : InterleavingTests<SimulatedHost>(host);
