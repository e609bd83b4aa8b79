using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>What is told of queues, from the rows and without waking them.</summary>
public sealed class QueueReadTests : IAsyncLifetime
{
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(_store, services =>
        services.Configure<QueuesOptions>(queues => queues["narrow"] = new QueueOptions { Concurrency = 1 }));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_queue_tells_depth_waiting_age_and_throughput()
    {
        var queue = _host.Grains.GetGrain<IQueueGrain>("q");
        await _host.Run(new JobSpec { Kind = "noop", Queue = "q" });
        await queue.SetPaused(true);
        await _host.Submit(new JobSpec { Kind = "noop", Queue = "q" });
        await _host.Submit(new JobSpec { Kind = "noop", Queue = "q", Delay = TimeSpan.FromHours(1) });
        var status = await Reader.Get("q");
        Assert.Equal(new QueueDepth { Scheduled = 1, Queued = 1, Running = 0 }, status!.Depth);
        Assert.InRange(status.OldestWaiting!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.Equal(1 / 60.0, status.Throughput);
    }

    [Fact]
    public async Task The_list_has_used_and_configured_queues_once_each_in_pages()
    {
        foreach (var name in (string[])["a", "narrow", "z"]) await _host.Grains.GetGrain<IQueueGrain>(name).SetPaused(true);
        var names = new List<string>();
        QueuePage page = new() { Queues = [] };
        do
        {
            page = await Reader.List(page.Next, 2);
            Assert.InRange(page.Queues.Length, 0, 2);
            names.AddRange(page.Queues.Select(queue => queue.Name));
        }
        while (page.Next is not null);

        Assert.Equal(["a", "default", "narrow", "z"], names);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_a_timeout_to_callers()
    {
        _store.BeforeRead = () => throw new StoreException("down", outcomeUnknown: false);
        await Assert.ThrowsAsync<StoreException>(() => Reader.Get("q"));
    }

    private IQueueQueryGrain Reader => _host.Grains.GetGrain<IQueueQueryGrain>(0);
}
