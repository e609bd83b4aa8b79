using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Calls whose caller gives up.</summary>
public abstract class CancellationTests<THost>(THost host) : RuntimeTests<THost>(host)
    where THost : class, IRuntimeHost
{
    private ICancelGrain Cancellable => Grain<ICancelGrain>();

    [Fact]
    public Task Cancelled_before_nothing_is_sent() => Run(async () =>
    {
        await Failure<OperationCanceledException>(Call(new CancellationToken(canceled: true)));
        await Cancellable.CanBeCanceled();
        Assert.Empty(Seen.All);

        async Task Call(CancellationToken token) => await Cancellable.Work("a", token);
    });

    [Fact]
    public Task Cancelled_while_it_waits_it_never_runs() => Run(async () =>
    {
        using var source = new CancellationTokenSource();
        var held = Cancellable.Hold("a");
        var beside = Cancellable.WorkBeside("c", source.Token);
        await Task.WhenAll(Seen.Until("a in"), Seen.Until("c in"));
        var call = Cancellable.Work("b", source.Token);
        await Cancellable.CanBeCanceled(); // It passes the others, which so have arrived, too.
        source.Cancel(); // Tells of the last call first.
        await Failure<OperationCanceledException>(call);
        await Failure<OperationCanceledException>(beside);
        await Seen.Until("told in turn True");
        Seen.Open("a", "b", "c");
        await held;
        await Cancellable.Hold("a"); // It would come after the cancelled one.
        Assert.DoesNotContain("b in", Seen.All);
    });

    [Fact]
    public Task Cancelled_while_it_runs_the_caller_goes_at_once_and_the_callee_learns_it_in_its_turn() => Run(async () =>
    {
        using var source = new CancellationTokenSource();
        var call = Cancellable.Work("a", source.Token);
        await Seen.Until("a in");
        source.Cancel();
        await Failure<OperationCanceledException>(call);
        await Seen.Until("told in turn True");
        Seen.Open("a");
        await Seen.Until("a out");
        Assert.Equal(["a in", "told in turn True", "a out"], Seen.All);
    });

    [Fact]
    public Task The_callee_can_always_be_cancelled() => Run(async () => Assert.True(await Cancellable.CanBeCanceled()));

    [Fact]
    public Task A_cancellation_after_the_end_does_nothing() => Run(async () =>
    {
        using var source = new CancellationTokenSource();
        Seen.Open("a");
        Assert.Equal("done", await Cancellable.Work("a", source.Token));
        source.Cancel();
        Assert.Equal("done", await Cancellable.Work("a"));
        Assert.Equal(["a in", "a out", "a in", "a out"], Seen.All);
    });
}

public sealed class CancellationOfOrleans(OrleansCluster host) : CancellationTests<OrleansCluster>(host);

public sealed class CancellationOfTheSimulation(SimulatedHost host) : CancellationTests<SimulatedHost>(host);
