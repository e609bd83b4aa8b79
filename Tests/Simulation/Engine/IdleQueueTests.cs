using OrleansJobs.Queues;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>How long a queue that nobody uses stays in memory.</summary>
public sealed class IdleQueueTests : VirtualEngineTests
{
    [Fact]
    public void Whoever_only_looks_for_workers_does_not_keep_it()
    {
        Start();
        Use();
        var epoch = Epoch();
        for (var minute = 0; minute < 4; minute++)
        {
            Machine.Advance(60.5);
            Machine.Run(() => Queue.ListWorkers());
        }

        Machine.Advance(1);
        Use();
        Assert.Equal(epoch + 1, Epoch());
    }

    [Fact]
    public void Whoever_asks_for_jobs_keeps_it()
    {
        Start();
        Use();
        var epoch = Epoch();
        for (var minute = 0; minute < 6; minute++)
        {
            Machine.Advance(60.5);
            Use();
            Assert.Equal("w", Assert.Single(Machine.Run(() => Queue.ListWorkers())).Name);
        }

        Assert.Equal(epoch, Epoch());
    }

    private IQueueGrain Queue => Engines[0].Grains.GetGrain<IQueueGrain>("rare");

    private void Use() => Machine.Run(() => Queue.Lease(new LeaseRequest { Kinds = ["resize"], Worker = "w" }));

    private long Epoch() => Machine.Run(() => Store.ReadEpoch("rare", CancellationToken.None));
}
