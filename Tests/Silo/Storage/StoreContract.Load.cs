using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task Jobs_are_counted_by_state_kind_and_queue()
    {
        await Jobs.Put(Rows.Pending("a", "x"));
        await Jobs.Put(Rows.Pending("a", "x", priority: 7));
        await Jobs.Put(Rows.Pending("a", "y", runAt: Rows.Now.AddMicroseconds(1)));
        await Jobs.Put(Rows.Pending("b", "x", priority: -3, runAt: Rows.Now.AddDays(1)));
        await Jobs.Put(Rows.Pending("b", "x"), job => job.Run());
        await Jobs.Put(Rows.Pending("b", "y"), job => job.Run(), job => job.End());
        await Jobs.Put(Rows.Pending("b", "y"), job => job.Run(), job => job.End(JobPhase.Failed));
        await Jobs.Put(Rows.Pending("b", "y"), job => job.Run(), job => job.End(JobPhase.Cancelled));

        Assert.Equal(Counts(2, 2, 1, 1, 1, 1), await Count(null, null));
        Assert.Equal(Counts(1, 2, 1, 0, 0, 0), await Count("x", null));
        Assert.Equal(Counts(1, 2, 0, 0, 0, 0), await Count(null, "a"));
        Assert.Equal(Counts(1, 0, 0, 0, 0, 0), await Count("y", "a"));
        Assert.Equal(Counts(1, 0, 1, 1, 1, 1), await Count(null, "b"));
        Assert.Equal(Counts(0, 0, 0, 0, 0, 0), await Count("none", null));
        Assert.Equal(Counts(0, 0, 0, 0, 0, 0), await Count(null, "none"));
    }

    [StoreFact]
    public async Task Scheduled_and_queued_are_exact_while_either_is_within_the_bound_and_their_sum_always()
    {
        for (var n = 0; n < 4; n++) await Jobs.Put(Rows.Pending(priority: n));
        await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddHours(1)));
        await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddHours(1)));
        Assert.Equal(Counts(2, 4, 0, 0, 0, 0), await Bounded(4));
        Assert.Equal(Counts(2, 4, 0, 0, 0, 0), await Bounded(2));
        var estimated = await Bounded(1);
        Assert.Equal((6, true), (estimated.Scheduled + estimated.Queued, estimated.Estimated));

        Task<JobCounts> Bounded(int bound) => Store.Database.Read(
            (session, token) => CountQuery.Read(session, null, "default", Rows.Now, bound, token), CancellationToken.None);
    }

    [StoreFact]
    public async Task The_lanes_of_a_queue_are_listed_with_what_runs_and_waits()
    {
        await Jobs.Put(Rows.Pending() with { Lane = "b" });
        await Jobs.Put(Rows.Pending(priority: 9, runAt: Rows.Now.AddDays(1)) with { Lane = "b" });
        await Jobs.Put(Rows.Pending() with { Lane = "b", Cost = 3 }, job => job.Run());
        await Jobs.Put(Rows.Pending() with { Lane = "b" }, job => job.Run());
        await Jobs.Put(Rows.Pending() with { Lane = "a" }, job => job.Run());
        await Jobs.Put(Rows.Pending() with { Lane = "B" });
        await Jobs.Put(Rows.Pending() with { Lane = "ä\"" });
        await Jobs.Put(Rows.Pending() with { Lane = "over" }, job => job.Run(), job => job.End());
        await Jobs.Put(Rows.Pending("other") with { Lane = "x" });
        await Jobs.Put(Rows.Pending());
        await Jobs.Put(Rows.Pending(), job => job.Run());

        LaneLoad[] all = [new("B", 0, 0, 1), new("a", 1, 1, 0), new("b", 2, 4, 2), new("ä\"", 0, 0, 1)];
        await Is(all, null, "", 4, null);
        await Is(all[..3], "b", "", 3, null);
        await Is(all[1..3], null, "B", 2, true);
        await Is([all[1]], "a", "", 1, true);
        await Is([all[0], all[3]], null, "", 500, false);
        await Is([], "b", "B", 2, false);
        await Is([], null, "ä\"", 2, null);

        async Task Is(LaneLoad[] lanes, string? next, string after, int limit, bool? busy)
        {
            var read = await Store.Queues.ReadLanes("default", after, limit, busy, CancellationToken.None);
            Assert.Equal(lanes, read.Lanes);
            Assert.Equal(next, read.Next);
        }
    }

    [StoreFact]
    public async Task Of_a_long_lane_no_more_is_counted_than_is_told()
    {
        for (var n = 0; n <= LaneLoad.MostCounted + 1; n += 100)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Jobs.Put(Rows.Pending() with { Lane = "long" })));
        Assert.Equal(LaneLoad.MostCounted + 1, Assert.Single((await Store.Queues.ReadLanes("default", "", 10, null, CancellationToken.None)).Lanes).Waiting);
    }

    [StoreFact]
    public async Task The_load_of_a_queue_tells_who_has_waited_longest()
    {
        await Jobs.Put(Rows.Pending(priority: 9));
        await Jobs.Put(Rows.Pending(priority: -9, runAt: Rows.Now.AddSeconds(-40)));
        await Jobs.Put(Rows.Pending("other", runAt: Rows.Now.AddSeconds(-90)));
        await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddSeconds(90)));
        Assert.Equal(Rows.Now.AddSeconds(-40), (await Load("default")).OldestDue);
        Assert.Equal(new QueueLoad(Counts(0, 0, 0, 0, 0, 0), null, 0), await Load("none"));
    }

    [StoreFact]
    public async Task Ends_of_the_last_minute_are_counted_by_queue_and_forgotten()
    {
        await EndAt(Rows.Now.AddSeconds(-1));
        await EndAt(Rows.Now.AddSeconds(-30));
        await EndAt(Rows.Now.AddSeconds(-30), JobPhase.Failed);
        await EndAt(Rows.Now.AddSeconds(-59), JobPhase.Cancelled);
        await EndAt(Rows.Now.AddSeconds(-70));
        await Jobs.Put(Rows.Pending("other"), job => job.Run(), job => job.End());
        await Jobs.Put(Rows.Pending(), job => job.Run());
        Assert.Equal(4, await Finished(Rows.Now.AddSeconds(1)));
        Assert.Equal(1, (await Store.Queues.ReadLoad("other", Rows.Now.AddSeconds(5), CancellationToken.None)).Finished);
        Assert.Equal(0, await Finished(Rows.Now.AddMinutes(2)));

        // The same rows serve again; an hour set back does not freeze them.
        await EndAt(Rows.Now.AddHours(-1));
        Assert.Equal(1, await Finished(Rows.Now.AddHours(-1).AddSeconds(10)));
        for (var n = 0; n < 40; n++) await EndAt(Rows.Now.AddSeconds(5 * n));
        Assert.InRange(Number("SELECT COUNT(*) FROM queue_ends WHERE queue = 'default'"), 1, 16);
        Assert.Equal(12, await Finished(Rows.Now.AddSeconds(5 * 40)));

        async Task<long> Finished(DateTimeOffset now) => (await Store.Queues.ReadLoad("default", now, CancellationToken.None)).Finished;
    }

    [StoreFact]
    public async Task An_end_is_counted_once_though_the_row_is_written_again()
    {
        await Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End(), job => job.Next(), job => job.Next());
        Assert.Equal(1, (await Store.Queues.ReadLoad("default", Rows.Now.AddSeconds(10), CancellationToken.None)).Finished);
    }

    [StoreFact]
    public async Task Queues_are_listed_by_name_in_pages()
    {
        foreach (var name in (string[])["b", "a", "B", "a.1"]) await Jobs.SetPaused(name, name == "a");
        Assert.Equal(["B", "a", "a.1", "b"], (await Names("", 10)).Select(row => row.Name));
        Assert.Equal(["a", "a.1"], (await Names("B", 2)).Select(row => row.Name));
        Assert.Equal([true, false], (await Names("B", 2)).Select(row => row.Settings.Paused));
        Assert.Empty(await Names("b", 2));

        Task<IReadOnlyList<QueueRow>> Names(string after, int limit) => Store.Queues.ListQueues(after, limit, CancellationToken.None);
    }

    private Task<JobRecord> EndAt(DateTimeOffset at, JobPhase phase = JobPhase.Succeeded) =>
        Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End(phase) with { EndedAt = at });

    private Task<JobCounts> Count(string? kind, string? queue) => Store.Queues.CountJobs(kind, queue, Rows.Now, CancellationToken.None);

    private Task<QueueLoad> Load(string queue) => Store.Queues.ReadLoad(queue, Rows.Now, CancellationToken.None);

    private static JobCounts Counts(long scheduled, long queued, long running, long succeeded, long failed, long cancelled) => new()
    {
        Scheduled = scheduled,
        Queued = queued,
        Running = running,
        Succeeded = succeeded,
        Failed = failed,
        Cancelled = cancelled,
    };
}
