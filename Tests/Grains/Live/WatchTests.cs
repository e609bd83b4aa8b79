using Orleans.Runtime.Placement;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Live;
using OrleansJobs.Jobs;
using OrleansJobs.Live;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Live;

/// <summary>Three silos that tell a watcher of their jobs, wherever these run.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    private IWatchersGrain Watchers => _host.Grains.GetGrain<IWatchersGrain>(0);

    public async Task InitializeAsync() => _host = await EngineHost.Start(configure: services =>
    {
        services.AddLive();
        services.AddJob<TalkJob>("talk");
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Every_version_of_a_job_is_told_in_order()
    {
        var (watcher, lease) = Watch();
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();
        await WhenInformed(lease with { Jobs = [.. ids] });
        var silos = (await _host.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Keys.ToList();
        for (var i = 0; i < ids.Count; i++)
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silos[i % silos.Count]);
            await _host.Submit(new JobSpec { Kind = "talk" }, ids[i]);
        }

        foreach (var id in ids)
        {
            var news = await watcher.UntilEnd(id);
            Assert.Equal(Enumerable.Range(1, news.Count), news.Select(told => (int)told.Version));
            Assert.Equal(TalkJob.Lines, news.SelectMany(told => told.Log).Select(line => line.Text));
            Assert.Equal(1, news.Last(told => told.Progress is not null).Progress!.Fraction);
            Assert.Null(news[^1].Job!.Result);
            Assert.NotNull((await _host.End(id)).Result);
        }

        Assert.Equal(Hosting.TestSilo.Silos, watcher.Silos);
    }

    [Fact]
    public async Task Only_what_a_lease_names_is_told_and_nothing_after_its_end()
    {
        var (watcher, lease) = Watch();
        await WhenInformed(lease with { Filters = [new NewsFilter { Queue = "mine" }, new NewsFilter { Tag = "mine" }] });
        var jobs = new List<Job>
        {
            await _host.Run(new JobSpec { Kind = "noop" }),
            await _host.Run(new JobSpec { Kind = "talk", Queue = "mine" }),
            await _host.Run(new JobSpec { Kind = "noop", Tags = ["yours", "mine"] }),
        };
        foreach (var job in jobs[1..]) await watcher.UntilEnd(job.Id);
        Assert.Equal(jobs[1..].Select(job => job.Id).Order(), watcher.Jobs.Order());
        Assert.All(watcher.All, news => Assert.True(news is { Job: not null, Progress: null, Log: [] }));

        await Watchers.Watch(lease with { Revision = 2 });
        Assert.Null(await Watchers.Renew(lease.Id, 1));
        var (other, others) = Watch();
        await WhenInformed(others with { Filters = [new NewsFilter()] });
        var last = await _host.Run(new JobSpec { Kind = "noop", Queue = "mine" });
        await other.UntilEnd(last.Id);
        Assert.DoesNotContain(last.Id, watcher.Jobs);
    }

    [Fact]
    public async Task A_lease_is_renewed_as_it_was_taken()
    {
        var (_, lease) = Watch();
        Assert.Null(await Watchers.Renew(lease.Id, 1));
        var term = await WhenInformed(lease with { Jobs = [Guid.NewGuid()] });
        Assert.Equal(term, await Watchers.Renew(lease.Id, 1));
        Assert.Null(await Watchers.Renew(lease.Id, 2));
    }

    private (SeenNews Watcher, WatchLease Lease) Watch()
    {
        var watcher = new SeenNews();
        return (watcher, new WatchLease { Id = Guid.NewGuid(), Watcher = _host.Grains.CreateObjectReference<IWatcher>(watcher), Revision = 1 });
    }

    /// <summary>Takes the lease until all silos have attended: each that does makes a new generation.</summary>
    private async Task<WatchTerm> WhenInformed(WatchLease lease)
    {
        WatchTerm? term;
        do term = await Watchers.Watch(lease);
        while (term.Generation < Hosting.TestSilo.Silos);
        return term;
    }
}
