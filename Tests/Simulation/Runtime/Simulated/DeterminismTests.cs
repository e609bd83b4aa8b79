using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A seed decides about the order of all turns of a silo.</summary>
public class DeterminismTests
{
    internal interface INodeGrain : IGrainWithIntegerKey
    {
        Task Visit(int depth);
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_and_another_seed_another()
    {
        var trace = Trace(1);
        Assert.Equal(trace, Trace(1));
        Assert.NotEqual(trace, Trace(2));
        Assert.Equal(trace.Order(), Trace(2).Order());
    }

    private static string[] Trace(int seed)
    {
        using var host = new TestHost(machine: new VirtualMachine(seed)).Started();
        host.Run(() => Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.Grains.GetGrain<INodeGrain>(i).Visit(3))));
        host.Advance(10);
        host.Stop();
        return host.Seen.All;
    }

    internal sealed class NodeGrain(SeenLogs logs) : Grain, INodeGrain
    {
        private Seen Seen => logs.Of("x");

        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            this.RegisterGrainTimer(() => See($"tick {this.GetPrimaryKeyLong()}"), TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }

        public async Task Visit(int depth)
        {
            var me = this.GetPrimaryKeyLong();
            await See($"{me} at {depth}");
            if (depth == 0) return;
            await Task.WhenAll(
                GrainFactory.GetGrain<INodeGrain>((me * 10) + depth).Visit(depth - 1),
                GrainFactory.GetGrain<INodeGrain>((me * 100) + depth + 1000).Visit(depth - 1));
            await Task.Yield();
            await See($"{me} done {depth}");
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => See($"end {this.GetPrimaryKeyLong()}");

        private Task See(string what)
        {
            Seen.Add(what);
            return Task.CompletedTask;
        }
    }
}
