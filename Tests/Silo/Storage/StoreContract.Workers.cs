using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Workers;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private const string Render = "render";
    private const string Gpu = "render\ngpu";

    internal static readonly OutsideKind FullKind = new()
    {
        Name = "zoo.paint",
        Queue = "animals",
        Timeout = TimeSpan.FromTicks(12_345_670),
        Retry = new RetryRule { MaxAttempts = 3, InitialDelay = TimeSpan.FromSeconds(1.5), Factor = 1.7, MaxDelay = TimeSpan.FromDays(3), Jitter = 0.3 },
        InputSchema = Json.Parse("""{"type":"object","title":"\u0000 'é'"}"""),
    };

    private KindTable Kinds => new(Store.Database);

    [StoreFact]
    public async Task Rows_for_workers_and_rows_for_hosts_are_not_in_each_others_windows()
    {
        var host = await Jobs.Put(Rows.Pending());
        var render = await Jobs.Put(Offered(Render));
        var gpu = await Jobs.Put(Offered(Gpu));
        await Jobs.Put(Offered(Render, "other"));
        Close();
        foreach (var (pool, job) in new[] { (null, host), (Render, render), (Gpu, gpu) })
            Assert.Equal(JobEffects.EntryOf(job), Assert.Single((await Window(pool)).Due));
        Assert.Equivalent(new QueueWindow([], true, null), await Window("paint"));
        AssertSame(gpu, (await Jobs.Read(gpu.Id, CancellationToken.None))!);
    }

    [StoreFact]
    public async Task The_window_of_a_pool_is_in_order_ends_at_its_limit_and_tells_what_is_due_next()
    {
        var d = await Jobs.Put(Offered(Render));
        var c = await Jobs.Put(Offered(Render, runAt: Rows.Now.AddSeconds(-1)));
        var e = await Jobs.Put(Offered(Render, priority: -5, runAt: Rows.Now.AddSeconds(-9)));
        var a = await Jobs.Put(Offered(Render, priority: 5));
        var b = await Jobs.Put(Offered(Render, priority: 5));
        await Jobs.Put(Offered(Render, priority: 9, runAt: Rows.Now.AddHours(1)));
        await Jobs.Put(Offered(Gpu, priority: 9, runAt: Rows.Now.AddMinutes(1)));
        await Jobs.Put(Rows.Pending(priority: 9, runAt: Rows.Now.AddSeconds(1)));

        var all = await Window(Render, 5);
        Assert.Equal([a.Id, b.Id, c.Id, d.Id, e.Id], all.Due.Select(entry => entry.JobId));
        Assert.True(all.Complete);
        Assert.Equal(Rows.Now.AddHours(1), all.NextDue);
        var some = await Window(Render, 3);
        Assert.Equal([a.Id, b.Id, c.Id], some.Due.Select(entry => entry.JobId));
        Assert.False(some.Complete);
    }

    [StoreFact]
    public async Task The_pools_for_which_a_queue_has_pending_rows_are_listed_by_name_up_to_a_limit()
    {
        foreach (var pool in new[] { "x", "x-1", "x\ngpu", "x" }) await Jobs.Put(Offered(pool, "a"));
        await Jobs.Put(Offered("later", "a", runAt: Rows.Now.AddDays(1)));
        await Jobs.Put(Offered("leased", "a"), Lease);
        await Jobs.Put(Rows.Pending("a", "here"));
        foreach (var queue in new[] { "a.b", "ab", "A", "a-", "a0" }) await Jobs.Put(Offered($"of {queue}", queue));

        Assert.Equal(["later", "x", "x\ngpu", "x-1"], await Pools("a"));
        Assert.Equal(["later", "x"], await Pools("a", 2));
        Assert.Equal(["of a-"], await Pools("a-"));
        Assert.Empty(await Pools("none"));
    }

    [StoreFact]
    public async Task The_lanes_of_a_pool_are_those_of_its_rows()
    {
        var a2 = await Jobs.Put(Offered(Render) with { Lane = "a", Cost = 3 });
        var a1 = await Jobs.Put(Offered(Render, priority: 5) with { Lane = "a" });
        var free = await Jobs.Put(Offered(Render));
        await Jobs.Put(Offered(Render, runAt: Rows.Now.AddHours(1)) with { Lane = "b" });
        var gpu = await Jobs.Put(Offered(Gpu) with { Lane = "a" });
        var host = await Jobs.Put(Rows.Pending() with { Lane = "a" });
        await Jobs.Put(Rows.Pending() with { Lane = "hosts" });
        await Jobs.Put(Offered(Render, "other") with { Lane = "c" });

        Assert.Equal(["a", "b"], await Lanes(Render));
        Assert.Equal(["a"], await Lanes(Gpu));
        Assert.Equal(["a", "hosts"], await Lanes(null));
        Assert.Equal(["b"], await Jobs.ListLanes("default", Render, "a", 1, CancellationToken.None));

        var windows = (await Jobs.ReadLanes("default", Render, ["a", "", "b"], Rows.Now, 2, CancellationToken.None)).ToDictionary(window => window.Lane, window => window.Due.AsEnumerable());
        Assert.Equal([JobEffects.EntryOf(a1), JobEffects.EntryOf(a2)], windows["a"]);
        Assert.Equal([JobEffects.EntryOf(free)], windows[""]);
        Assert.Empty(windows["b"]);
        foreach (var (pool, job) in new[] { (Gpu, gpu), (null, host) })
            Assert.Equal(JobEffects.EntryOf(job), Assert.Single(Assert.Single(await Jobs.ReadLanes("default", pool, ["a"], Rows.Now, 2, CancellationToken.None)).Due));
    }

    [StoreFact]
    public async Task Rows_for_workers_are_counted_listed_and_searched_with_the_others()
    {
        var all = new List<JobRecord>();
        foreach (var (kind, queue) in new[] { ("a", "x"), ("b", "y"), ("a", "y") })
        {
            foreach (var row in new[] { Rows.Pending(queue, kind), Offered(kind, queue), Offered($"{kind}\ngpu", queue, priority: 3) })
            {
                all.Add(await Jobs.Put(row));
                all.Add(await Jobs.Put(row with { Id = Guid.CreateVersion7(), RunAt = Rows.Now.AddHours(1) }));
                all.Add(await Jobs.Put(row with { Id = Guid.CreateVersion7() }, Lease));
                all.Add(await Jobs.Put(row with { Id = Guid.CreateVersion7() }, Lease, job => job.End()));
            }
        }

        foreach (var filter in from kind in new[] { null, "a", "b" } from queue in new[] { null, "x", "y" } select new JobFilter { Kind = kind, Queue = queue, Limit = 3 })
        {
            foreach (var state in new JobState?[] { null, JobState.Scheduled, JobState.Queued, JobState.Running, JobState.Succeeded })
            {
                var expected = all.Where(job => Matches(job, filter with { State = state })).Select(job => job.Seq).Reverse().ToList();
                Assert.Equal(expected, await ByPages(filter with { State = state }));
                Assert.Equal(expected, await Found(filter with { State = state }));
            }

            var each = all.Count(job => Matches(job, filter)) / 4;
            Assert.Equal(Counts(each, each, each, each, 0, 0), await Count(filter.Kind, filter.Queue));
        }

        Assert.Equal(0, Number(Recount));
        Assert.Equal(0, Number(Uncounted));
    }

    [StoreFact]
    public async Task The_oldest_due_job_of_a_queue_may_be_one_for_workers()
    {
        await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddSeconds(-1)));
        await Jobs.Put(Offered(Render, runAt: Rows.Now.AddSeconds(-9)));
        await Jobs.Put(Offered(Render, "other", runAt: Rows.Now.AddSeconds(-99)));
        Assert.Equal(Rows.Now.AddSeconds(-9), (await Store.Queues.ReadLoad("default", Rows.Now, CancellationToken.None)).OldestDue);
    }

    [StoreFact]
    public async Task The_lanes_that_are_listed_count_what_waits_for_workers_too()
    {
        await Jobs.Put(Rows.Pending() with { Lane = "a" });
        await Jobs.Put(Offered(Render) with { Lane = "a" });
        await Jobs.Put(Offered(Gpu, runAt: Rows.Now.AddHours(1)) with { Lane = "a" });
        await Jobs.Put(Offered(Gpu) with { Lane = "b" });
        await Jobs.Put(Offered(Gpu) with { Lane = "c", Cost = 2 }, Lease);
        var page = await Store.Queues.ReadLanes("default", "", 2, null, CancellationToken.None);
        Assert.Equal([new("a", 0, 0, 3), new("b", 0, 0, 1)], page.Lanes.AsEnumerable());
        Assert.Equal([new("c", 1, 2, 0)], (await Store.Queues.ReadLanes("default", page.Next!, 2, null, CancellationToken.None)).Lanes.AsEnumerable());
    }

    [StoreFact]
    public async Task As_many_as_are_counted_of_a_lane_are_counted_of_those_for_hosts_and_workers_together()
    {
        await Task.WhenAll(Enumerable.Range(0, LaneLoad.MostCounted + 10).Select(n => Jobs.Write(null, (n % 2 == 0 ? Rows.Pending() : Offered(Render)) with { Lane = "a" })));
        Assert.Equal(LaneLoad.MostCounted + 1, Assert.Single((await Store.Queues.ReadLanes("default", "", 10, null, CancellationToken.None)).Lanes).Waiting);
    }

    [StoreFact]
    public async Task The_line_before_a_job_for_workers_is_of_what_the_same_workers_run()
    {
        await Jobs.Put(Offered(Render, priority: 5) with { Lane = "a" });
        await Jobs.Put(Offered(Render, priority: 5, runAt: Rows.Now.AddHours(1)));
        await Jobs.Put(Offered(Render, runAt: Rows.Now.AddSeconds(-1)));
        await Jobs.Put(Offered(Render));
        var job = await Jobs.Put(Offered(Render) with { Lane = "a" });
        await Jobs.Put(Offered(Render) with { Lane = "a" });
        await Jobs.Put(Offered(Gpu, priority: 9) with { Lane = "a" });
        await Jobs.Put(Rows.Pending(priority: 9) with { Lane = "a" });
        await Jobs.Put(Offered(Render, "other", priority: 9) with { Lane = "a" });
        Assert.Equal(3, (await Line(job, ofLane: false)).Ahead);
        Assert.Equal(1, (await Line(job, ofLane: true)).Ahead);
    }

    [StoreFact]
    public async Task One_job_for_workers_at_most_takes_the_submits_of_a_debounce_key()
    {
        var open = await Jobs.Put(Debounced() with { Pool = "noop" });
        Assert.Equal(open.Id, await Find());
        Assert.Equal(CommitOutcome.DebounceTaken, (await Jobs.Write(null, Debounced() with { Pool = "noop\ngpu" })).Outcome);
        Assert.Equal(1, Number("SELECT COUNT(*) FROM jobs"));
        await Jobs.Write(open, Lease(open) with { DebounceUntil = null });
        Assert.Null(await Find());
        await Jobs.Put(Debounced() with { Pool = "noop" });
    }

    [StoreFact]
    public async Task What_waits_for_workers_counts_for_the_depth_of_its_queue()
    {
        await SetDepth(2);
        var offered = await Jobs.Put(Offered(Render));
        await Jobs.Put(Rows.Pending());
        Assert.Equal(CommitOutcome.QueueFull, await Insert());
        Assert.Equal(CommitOutcome.QueueFull, (await Jobs.Write(null, Offered(Gpu))).Outcome);
        await Jobs.Write(offered, Lease(offered));
        await Jobs.Put(Offered(Gpu));
    }

    [StoreFact]
    public async Task A_queue_with_jobs_for_workers_is_looked_after_though_hosts_have_no_work_there()
    {
        await Jobs.Put(Offered(Render, "outside"));
        Assert.False(await HasWork());
        Assert.Equal(["outside"], await Jobs.QueuesWithWork(CancellationToken.None));
        await Jobs.Put(Rows.Pending("outside"));
        Assert.True(await HasWork());
    }

    [StoreFact]
    public async Task A_leased_row_tells_when_its_lease_ends_and_a_heartbeat_changes_that()
    {
        var leased = await Jobs.Put(Offered(Render), Lease);
        Assert.Equal((leased.Id, "worker", leased.LeaseUntil), await OfRunning());
        var later = leased.Next() with { LeaseUntil = Rows.Now.AddSeconds(90) };
        await Jobs.Write(leased, later);
        Assert.Equal((leased.Id, "worker", later.LeaseUntil), await OfRunning());

        var back = later.Next() with { Phase = JobPhase.Pending, Owner = null, Token = null, LeaseUntil = null, LeaseFor = null };
        await Jobs.Write(later, back);
        Assert.Empty(await Jobs.ReadRunning("default", CancellationToken.None));
        Assert.Equal(JobEffects.EntryOf(back), Assert.Single((await Window(Render)).Due));

        await Jobs.Put(Rows.Pending(), job => job.Run());
        Assert.Null(Assert.Single(await Jobs.ReadRunning("default", CancellationToken.None)).LeaseUntil);

        async Task<(Guid, string, DateTimeOffset?)> OfRunning()
        {
            var row = Assert.Single(await Jobs.ReadRunning("default", CancellationToken.None));
            return (row.JobId, row.Owner, row.LeaseUntil);
        }
    }

    [StoreFact]
    public async Task A_job_that_moves_to_another_queue_or_to_other_workers_is_offered_there()
    {
        var moved = await Jobs.Put(Offered(Render), job => job.Next() with { Queue = "other" });
        Assert.Empty(await Pools("default"));
        Assert.Equal([Render], await Pools("other"));
        moved = await Jobs.Put(Offered(Render), job => job.Next() with { Pool = Gpu });
        Assert.Equal([Gpu], await Pools("default"));
        Assert.Equal(moved.Id, Assert.Single((await Window(Gpu)).Due).JobId);
    }

    [StoreFact]
    public async Task Kinds_are_put_replaced_listed_by_name_and_removed()
    {
        Assert.True(await Kinds.PutKind(new OutsideKind { Name = "b" }));
        Assert.True(await Kinds.PutKind(FullKind));
        Assert.True(await Kinds.PutKind(new OutsideKind { Name = "a" }));
        Assert.True(await Kinds.PutKind(new OutsideKind { Name = "B" }));
        Assert.False(await Kinds.PutKind(new OutsideKind { Name = "a", Queue = "slow" }));
        Close();
        Assert.Equal([new() { Name = "B" }, new() { Name = "a", Queue = "slow" }, new() { Name = "b" }, FullKind], await Kinds.ListKinds(CancellationToken.None));

        Assert.True(await Kinds.RemoveKind("a"));
        Assert.False(await Kinds.RemoveKind("a"));
        Assert.Equal(["B", "b", FullKind.Name], (await Kinds.ListKinds(CancellationToken.None)).Select(kind => kind.Name));
    }

    private static JobRecord Offered(string pool, string queue = "default", int priority = 0, DateTimeOffset? runAt = null) =>
        Rows.Pending(queue, WorkerPool.KindOf(pool), priority, runAt) with { Pool = pool };

    private static JobRecord Lease(JobRecord job) =>
        job.Run("worker") with { LeaseUntil = Rows.Now.AddSeconds(30), LeaseFor = TimeSpan.FromSeconds(30) };

    private Task<QueueWindow> Window(string? pool, int limit = 10) => Jobs.ReadWindow("default", pool, Rows.Now, limit, CancellationToken.None);

    private Task<IReadOnlyList<string>> Pools(string queue, int limit = 10) => Jobs.ListPools(queue, "", limit, CancellationToken.None);

    private Task<IReadOnlyList<string>> Lanes(string? pool) => Jobs.ListLanes("default", pool, "", 10, CancellationToken.None);
}
