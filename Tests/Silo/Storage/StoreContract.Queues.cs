using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task The_window_is_in_order_of_priority_time_and_sequence()
    {
        var c = await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddSeconds(-1)));
        var d = await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddSeconds(-1)));
        var b = await Jobs.Put(Rows.Pending(priority: 5, runAt: Rows.Now));
        var a = await Jobs.Put(Rows.Pending(priority: 5, runAt: Rows.Now.AddSeconds(-9)));
        var e = await Jobs.Put(Rows.Pending(priority: -100, runAt: Rows.Now.AddSeconds(-99)));
        await Jobs.Put(Rows.Pending("other"));
        await Jobs.Put(Rows.Pending(), job => job.Run());

        var window = await Window(10);
        Assert.Equal([a.Id, b.Id, c.Id, d.Id, e.Id], window.Due.Select(entry => entry.JobId));
        Assert.Equal([a.Seq, b.Seq, c.Seq, d.Seq, e.Seq], window.Due.Select(entry => entry.Seq));
        Assert.Equal([5, 5, 0, 0, -100], window.Due.Select(entry => entry.Priority));
        Assert.Equal(Rows.Now.AddSeconds(-9), window.Due[0].RunAt);
        Assert.True(window.Complete);
        Assert.Null(window.NextDue);
    }

    [StoreFact]
    public async Task The_window_ends_at_its_limit_and_says_whether_that_is_all()
    {
        for (var i = 0; i < 6; i++) await Jobs.Put(Rows.Pending(priority: i / 2));
        Assert.False((await Window(5)).Complete);
        Assert.Equal([2, 2, 1, 1, 0], (await Window(5)).Due.Select(entry => entry.Priority));
        Assert.False((await Window(4)).Complete);
        Assert.Equal(4, (await Window(4)).Due.Length);
        Assert.True((await Window(6)).Complete);
        Assert.True((await Window(7)).Complete);
        Assert.False((await Window(0)).Complete);
    }

    [StoreFact]
    public async Task Rows_that_are_not_due_are_left_out_and_the_earliest_of_them_is_told()
    {
        await Jobs.Put(Rows.Pending(priority: 9, runAt: Rows.Now.AddHours(2)));
        await Jobs.Put(Rows.Pending(priority: 1, runAt: Rows.Now.AddMicroseconds(1)));
        await Jobs.Put(Rows.Pending(priority: 1, runAt: Rows.Now.AddHours(1)));
        var due = await Jobs.Put(Rows.Pending(priority: -1, runAt: Rows.Now));
        await Jobs.Put(Rows.Pending("other", runAt: Rows.Now.AddMicroseconds(0.5)));

        var window = await Window(10);
        Assert.Equal(due.Id, Assert.Single(window.Due).JobId);
        Assert.True(window.Complete);
        Assert.Equal(Rows.Now.AddMicroseconds(1), window.NextDue);
    }

    [StoreFact]
    public async Task The_window_of_an_unknown_queue_is_empty_and_complete() =>
        Assert.Equivalent(new QueueWindow([], true, null), await Window(10));

    [StoreFact]
    public async Task A_job_under_which_processes_died_twice_is_a_suspect()
    {
        await Jobs.Put(Rows.Pending(priority: 1) with { Crashes = 1 });
        await Jobs.Put(Rows.Pending() with { Crashes = 2 });
        Assert.Equal([false, true], (await Window(10)).Due.Select(entry => entry.Suspect));
    }

    [StoreFact]
    public async Task Running_rows_are_read_by_id_with_their_owners()
    {
        var rows = new List<JobRecord>();
        for (var i = 0; i < 5; i++) rows.Add(await Jobs.Put(Rows.Pending() with { Crashes = i, Id = Guid.NewGuid() }, job => job.Run($"host-{i}") with { OnProbation = i == 4 }));
        await Jobs.Put(Rows.Pending("other"), job => job.Run());
        await Jobs.Put(Rows.Pending());
        await Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End());

        var expected = rows.OrderBy(row => row.Id).Select(row => new RunningRow(row.Id, row.Owner!, row.Crashes >= 2 || row.OnProbation, row.Version));
        Assert.Equal(expected, await Jobs.ReadRunning("default", CancellationToken.None));
    }

    [StoreFact]
    public async Task Queues_with_work_are_those_with_pending_or_running_rows()
    {
        await Jobs.Put(Rows.Pending("b"));
        await Jobs.Put(Rows.Pending("a", "x"), job => job.Run());
        await Jobs.Put(Rows.Pending("a", "y"));
        await Jobs.Put(Rows.Pending("ended"), job => job.Run(), job => job.End());
        Assert.Equal(["a", "b"], await Jobs.QueuesWithWork(CancellationToken.None));
    }

    [StoreFact]
    public async Task Settings_are_durable_and_every_change_takes_an_epoch()
    {
        Assert.Null(await Settings("slow"));
        Assert.Equal(0, await Jobs.ReadEpoch("slow", CancellationToken.None));
        Assert.Equal(new QueueEpoch(1, new QueueSettings()), await Jobs.TakeEpoch("slow"));
        Assert.Equal(new QueueEpoch(2, new QueueSettings { Concurrency = 5 }), await Jobs.ReplaceSettings("slow", new QueueSettings { Concurrency = 5 }));
        var paused = new QueueSettings { Concurrency = 5, Paused = true };
        Assert.Equal(new QueueEpoch(3, paused), await Jobs.SetPaused("slow", true));
        Assert.Equal(CommitOutcome.StaleEpoch, (await Jobs.Write(null, Rows.Pending("slow").Run(), epoch: 2)).Outcome);

        Close();
        Assert.Equal(paused, await Settings("slow"));
        Assert.Equal(3, await Jobs.ReadEpoch("slow", CancellationToken.None));
        Assert.Equal(new QueueEpoch(4, paused), await Jobs.TakeEpoch("slow"));
        Assert.Equal(new QueueEpoch(5, new QueueSettings()), await Jobs.ReplaceSettings("slow", new QueueSettings()));
        Assert.Null(await Settings("other"));
    }

    [StoreFact]
    public async Task Rules_of_lanes_and_rates_come_back_as_they_were_set_and_pausing_leaves_them()
    {
        var rules = new QueueSettings
        {
            Concurrency = 5,
            Rate = new QueueRate { Permits = 3, Per = TimeSpan.FromSeconds(1.5), Burst = 7 },
            Lanes = new LaneSettings { Concurrency = 1, Rate = new QueueRate { Permits = 1, Per = TimeSpan.FromDays(1) } },
            Exceptions = [new NamedLane { Name = "\"é世", Settings = new LaneSettings { Weight = 3 } }],
            Fair = true,
        };
        await Jobs.ReplaceSettings("slow", rules);
        Assert.Equivalent(rules with { Paused = true }, (await Jobs.SetPaused("slow", true)).Settings, strict: true);
        Close();
        Assert.Equivalent(rules with { Paused = true }, await Settings("slow"), strict: true);
        Assert.Equal(new QueueSettings(), (await Jobs.ReplaceSettings("slow", new QueueSettings())).Settings);
    }

    [StoreFact]
    public async Task Permits_are_durable_under_the_current_epoch_only_and_forgotten_when_their_time_is_over()
    {
        LanePermits queue = new("", Rows.Now.AddSeconds(9)), a = new("a", Rows.Now.AddSeconds(3)), b = new("b", Rows.Now.AddSeconds(6));
        Assert.False(await Jobs.SpendPermits("slow", 1, [a], Rows.Now));
        await Jobs.TakeEpoch("slow");
        Assert.True(await Jobs.SpendPermits("slow", 1, [queue, a], Rows.Now));
        Assert.True(await Jobs.SpendPermits("slow", 1, [a with { SpentUntil = Rows.Now.AddSeconds(4) }, b], Rows.Now));
        Assert.False(await Jobs.SpendPermits("slow", 2, [b with { SpentUntil = Rows.Now.AddHours(1) }], Rows.Now));
        await Jobs.TakeEpoch("other");

        Close();
        Assert.Equal([queue, a with { SpentUntil = Rows.Now.AddSeconds(4) }, b], (await Permits("slow", Rows.Now)).OrderBy(permit => permit.Lane, StringComparer.Ordinal));
        Assert.Equal([queue, b], (await Permits("slow", Rows.Now.AddSeconds(5))).OrderBy(permit => permit.Lane, StringComparer.Ordinal));
        Assert.Empty(await Permits("other", Rows.Now));
        Assert.True(await Jobs.SpendPermits("slow", 1, [queue], Rows.Now.AddSeconds(5)));
        Assert.Equal([queue, b], (await Permits("slow", Rows.Now)).OrderBy(permit => permit.Lane, StringComparer.Ordinal));
    }

    [StoreFact]
    public async Task The_heads_of_lanes_are_in_order_and_say_whether_that_is_all()
    {
        var late = await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddHours(1)) with { Lane = "a", Priority = 9 });
        var a2 = await Jobs.Put(Rows.Pending() with { Lane = "a", Cost = 3 });
        var a1 = await Jobs.Put(Rows.Pending(priority: 5) with { Lane = "a", Crashes = 2 });
        var a3 = await Jobs.Put(Rows.Pending() with { Lane = "a" });
        var free = await Jobs.Put(Rows.Pending());
        var b = await Jobs.Put(Rows.Pending(priority: -1) with { Lane = "b'\"é世" });
        await Jobs.Put(Rows.Pending("other") with { Lane = "a" });
        await Jobs.Put(Rows.Pending() with { Lane = "running" }, job => job.Run());

        var windows = (await Jobs.ReadLanes("default", null, ["a", "", b.Lane!, "none"], Rows.Now, 3, CancellationToken.None)).ToDictionary(window => window.Lane);
        Assert.Equal([a1.Id, a2.Id, a3.Id], windows["a"].Due.Select(entry => entry.JobId));
        Assert.Equal([1, 3, 1], windows["a"].Due.Select(entry => entry.Cost));
        Assert.Equal([true, false, false], windows["a"].Due.Select(entry => entry.Suspect));
        Assert.All(windows["a"].Due, entry => Assert.Equal("a", entry.Lane));
        Assert.Equal([free.Id], windows[""].Due.Select(entry => entry.JobId));
        Assert.Equal([b.Id], windows[b.Lane!].Due.Select(entry => entry.JobId));
        Assert.Empty(windows["none"].Due);
        Assert.All(windows.Values, window => Assert.True(window.Complete));

        var fewer = Assert.Single(await Jobs.ReadLanes("default", null, ["a"], Rows.Now, 2, CancellationToken.None));
        Assert.Equal([a1.Id, a2.Id], fewer.Due.Select(entry => entry.JobId));
        Assert.False(fewer.Complete);
        Assert.Equal([a1.Id, a2.Id, a3.Id, free.Id, b.Id], (await Window(10)).Due.Select(entry => entry.JobId));
        Assert.Equal(["a", "a", "a", null, b.Lane], (await Window(10)).Due.Select(entry => entry.Lane));
        Assert.Equal(late.RunAt, (await Window(10)).NextDue);
    }

    [StoreFact]
    public async Task Lanes_with_pending_rows_are_listed_by_name()
    {
        foreach (var lane in new[] { "b", "a", "é", "B", "a", null }) await Jobs.Put(Rows.Pending() with { Lane = lane });
        await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddHours(1)) with { Lane = "later" });
        await Jobs.Put(Rows.Pending("other") with { Lane = "c" });
        await Jobs.Put(Rows.Pending() with { Lane = "running" }, job => job.Run());
        Assert.Equal(["B", "a", "b", "later", "é"], await Jobs.ListLanes("default", null, "", 10, CancellationToken.None));
        Assert.Equal(["a", "b"], await Jobs.ListLanes("default", null, "B", 2, CancellationToken.None));
        Assert.Empty(await Jobs.ListLanes("default", null, "é", 2, CancellationToken.None));
    }

    [StoreFact]
    public async Task The_line_before_a_job_is_what_starts_before_it_and_is_due()
    {
        await Jobs.Put(Rows.Pending(priority: 5));
        await Jobs.Put(Rows.Pending(priority: 5, runAt: Rows.Now.AddHours(1)));
        await Jobs.Put(Rows.Pending(priority: 2) with { Lane = "a" });
        await Jobs.Put(Rows.Pending(runAt: Rows.Now.AddSeconds(-1)) with { Lane = "a" });
        await Jobs.Put(Rows.Pending());
        var job = await Jobs.Put(Rows.Pending() with { Lane = "a" });
        await Jobs.Put(Rows.Pending() with { Lane = "a" });
        await Jobs.Put(Rows.Pending(priority: -1) with { Lane = "a" });
        await Jobs.Put(Rows.Pending("other", priority: 9) with { Lane = "a" });
        await Jobs.Put(Rows.Pending(priority: 9), row => row.Run());
        Assert.Equal(4, (await Line(job, ofLane: false)).Ahead);
        Assert.Equal(2, (await Line(job, ofLane: true)).Ahead);
    }

    [StoreFact]
    public async Task A_running_row_tells_its_lane_and_cost()
    {
        var row = await Jobs.Put(Rows.Pending() with { Lane = "a", Cost = 2 }, job => job.Run());
        var read = Assert.Single(await Jobs.ReadRunning("default", CancellationToken.None));
        Assert.Equal((row.Id, "a", 2), (read.JobId, read.Lane, read.Cost));
    }

    [StoreFact]
    public async Task A_job_moved_to_another_lane_is_found_there()
    {
        await Jobs.Put(Rows.Pending() with { Lane = "a" }, job => job.Next() with { Lane = "b" });
        await Jobs.Put(Rows.Pending() with { Lane = "a" }, job => job.Next() with { Lane = null });
        Assert.Equal(["b"], await Jobs.ListLanes("default", null, "", 10, CancellationToken.None));
    }

    [StoreFact]
    public async Task A_queue_can_be_set_before_its_first_job()
    {
        Assert.Equal(new QueueEpoch(1, new QueueSettings { Paused = true }), await Jobs.SetPaused("new", true));
        Assert.Equal(new QueueEpoch(1, new QueueSettings { Concurrency = 1 }), await Jobs.ReplaceSettings("newer", new QueueSettings { Concurrency = 1 }));
    }

    [StoreFact]
    public async Task Reads_obey_their_cancellation()
    {
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Jobs.ReadWindow("default", null, Rows.Now, 10, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Jobs.Read(Guid.NewGuid(), cancelled));
    }

    private async Task<QueueSettings?> Settings(string queue) => (await Store.Queues.ReadQueue(queue, CancellationToken.None))?.Settings;

    private Task<QueueLine> Line(JobRecord job, bool ofLane) =>
        Store.Queues.ReadLine("default", JobEffects.EntryOf(job), ofLane, Rows.Now, CancellationToken.None);

    private Task<IReadOnlyList<LanePermits>> Permits(string queue, DateTimeOffset now) => Jobs.ReadPermits(queue, now, CancellationToken.None);

    private Task<QueueWindow> Window(int limit) => Jobs.ReadWindow("default", null, Rows.Now, limit, CancellationToken.None);
}
