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
    public async Task A_queue_can_be_set_before_its_first_job()
    {
        Assert.Equal(new QueueEpoch(1, new QueueSettings { Paused = true }), await Jobs.SetPaused("new", true));
        Assert.Equal(new QueueEpoch(1, new QueueSettings { Concurrency = 1 }), await Jobs.ReplaceSettings("newer", new QueueSettings { Concurrency = 1 }));
    }

    [StoreFact]
    public async Task Reads_obey_their_cancellation()
    {
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Jobs.ReadWindow("default", Rows.Now, 10, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Jobs.Read(Guid.NewGuid(), cancelled));
    }

    private Task<QueueSettings?> Settings(string queue) => Store.Queues.ReadSettings(queue, CancellationToken.None);

    private Task<QueueWindow> Window(int limit) => Jobs.ReadWindow("default", Rows.Now, limit, CancellationToken.None);
}
