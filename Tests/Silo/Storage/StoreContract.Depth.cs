using OrleansJobs.Grains.Jobs;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task As_many_jobs_wait_in_a_queue_as_its_depth_allows_and_one_more_is_refused()
    {
        await SetDepth(3);
        await Jobs.Put(Rows.Pending(kind: "a"));
        await Jobs.Put(Rows.Pending(kind: "b", runAt: Rows.Now.AddHours(1)));
        await Jobs.Put(Rows.Pending(kind: "a"));
        var refused = Rows.Pending();
        Assert.Equal(new JobCommit(CommitOutcome.QueueFull, 0), await Jobs.Write(null, refused, log: [Rows.Line(1, 1, "no")]));

        Assert.Null(await Jobs.Read(refused.Id, CancellationToken.None));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_logs"));
        Assert.Equal(3, Number("SELECT SUM(count) FROM job_counts"));
        await Jobs.Put(Rows.Pending("other"));
    }

    [StoreFact]
    public async Task The_depth_is_of_the_counts_of_all_shards()
    {
        await SetDepth(3);
        Execute("INSERT INTO job_counts (queue, kind, phase, shard, count) VALUES ('default', 'noop', 0, 8, 4), ('default', 'noop', 0, 9, -2), ('default', 'noop', 1, 9, 50)");
        await Jobs.Put(Rows.Pending());
        Assert.Equal(CommitOutcome.QueueFull, await Insert());
    }

    [StoreFact]
    public async Task The_depth_is_exact_within_one_commit()
    {
        await SetDepth(5);
        var first = await Jobs.Put(Rows.Pending());
        var ended = await Jobs.Put(Rows.Pending("other"), job => job.Run(), job => job.End());
        using var hold = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10)));
        var started = Jobs.Write(first, first.Run());
        var moved = Jobs.Write(ended, ended.Next() with { Queue = "default", Phase = JobPhase.Pending, EndedAt = null });
        var conflict = Jobs.Write(ended with { Version = 1 }, ended.Next() with { Queue = "default", Phase = JobPhase.Pending });
        var some = Enumerable.Range(0, 3).Select(_ => Insert()).ToList();
        var existing = Jobs.Write(null, first);
        var more = Enumerable.Range(0, 4).Select(_ => Insert()).ToList();
        var again = Jobs.Write(null, first);
        var elsewhere = Insert("other");
        hold.Set();

        Assert.True(await held);
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed, CommitOutcome.Conflict], [(await started).Outcome, (await moved).Outcome, (await conflict).Outcome]);
        Assert.All(await Task.WhenAll(some), outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.QueueFull, CommitOutcome.QueueFull, CommitOutcome.QueueFull], await Task.WhenAll(more));
        Assert.Equal([CommitOutcome.Conflict, CommitOutcome.Conflict], [(await existing).Outcome, (await again).Outcome]);
        Assert.Equal(CommitOutcome.Committed, await elsewhere);
        Assert.Equal(5, Number("SELECT COUNT(*) FROM jobs WHERE queue = 'default' AND phase = 0"));
        Assert.Equal(0, Number(Recount));
        Assert.Equal(0, Number(Uncounted));
    }

    [StoreFact]
    public async Task Callers_at_once_fill_a_queue_to_its_depth_and_not_beyond()
    {
        await SetDepth(100);
        var jobs = Jobs;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Task.Run(async () => (await jobs.Write(null, Rows.Pending())).Outcome)));
        Assert.Equal((100, 200), (outcomes.Count(outcome => outcome == CommitOutcome.Committed), outcomes.Count(outcome => outcome == CommitOutcome.QueueFull)));
        Assert.Equal(100, Number("SELECT COUNT(*) FROM jobs"));
    }

    [StoreFact]
    public async Task A_job_that_starts_in_its_first_commit_needs_no_room()
    {
        var epoch = await SetDepth(1);
        await Jobs.Put(Rows.Pending());
        Assert.Equal(CommitOutcome.QueueFull, await Insert());
        Assert.Equal(CommitOutcome.Committed, (await Jobs.Write(null, Rows.Pending().Run(), epoch)).Outcome);
    }

    [StoreFact]
    public async Task No_job_that_exists_is_kept_from_waiting_in_a_full_queue()
    {
        await SetDepth(1);
        var running = await Jobs.Put(Rows.Pending(), job => job.Run());
        var ended = await Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End());
        var other = await Jobs.Put(Rows.Pending("other"));
        var waiting = await Jobs.Put(Rows.Pending());
        foreach (var (before, after) in new[]
        {
            (running, running.Next() with { Phase = JobPhase.Pending, Owner = null, Token = null }),
            (ended, ended.Next() with { Phase = JobPhase.Pending, EndedAt = null }),
            (other, other.Next() with { Queue = "default" }),
            (waiting, waiting.Next() with { Priority = 5 }),
        })
            Assert.Equal(CommitOutcome.Committed, (await Jobs.Write(before, after)).Outcome);
        Assert.Equal(4, Number("SELECT SUM(count) FROM job_counts WHERE queue = 'default' AND phase = 0"));
    }

    [StoreFact]
    public async Task Whatever_leaves_a_full_queue_makes_room()
    {
        await SetDepth(1);
        var started = await Full();
        await Jobs.Write(started, started.Run());
        var deleted = await Full();
        await Jobs.Delete(deleted);
        var moved = await Full();
        await Jobs.Write(moved, moved.Next() with { Queue = "other" });
        await Full();

        async Task<JobRecord> Full()
        {
            var row = await Jobs.Put(Rows.Pending());
            Assert.Equal(CommitOutcome.QueueFull, await Insert());
            return row;
        }
    }

    [StoreFact]
    public async Task A_job_that_exists_is_a_conflict_in_a_full_queue_too()
    {
        await SetDepth(1);
        var row = await Jobs.Put(Rows.Pending());
        Assert.Equal(new JobCommit(CommitOutcome.Conflict, 0), await Jobs.Write(null, row));
    }

    [StoreFact]
    public async Task A_job_for_which_there_is_no_room_uses_up_no_number()
    {
        await SetDepth(1);
        Assert.Equal(1, (await Jobs.Put(Rows.Numbered())).Number);
        Assert.Equal(CommitOutcome.QueueFull, (await Jobs.Write(null, Rows.Numbered())).Outcome);
        await SetDepth(2);
        Assert.Equal(2, (await Jobs.Put(Rows.Numbered())).Number);
    }

    [StoreFact]
    public async Task A_depth_is_durable_pausing_leaves_it_and_a_change_holds_at_once()
    {
        await SetDepth(1);
        await Jobs.Put(Rows.Pending());
        Assert.Equal(new QueueSettings { MaxDepth = 1, Paused = true }, (await Jobs.SetPaused("default", true)).Settings);
        Close();
        Assert.Equal(new QueueSettings { MaxDepth = 1, Paused = true }, await Settings("default"));
        Assert.Equal(1, Assert.Single(await Store.Queues.ListQueues("", 9, CancellationToken.None)).Settings.MaxDepth);
        Assert.Equal(CommitOutcome.QueueFull, await Insert());
        await SetDepth(3);
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed, CommitOutcome.QueueFull], [await Insert(), await Insert(), await Insert()]);
        await SetDepth(2);
        Assert.Equal(CommitOutcome.QueueFull, await Insert());
        await SetDepth(null);
        Assert.Equal(CommitOutcome.Committed, await Insert());
        await SetDepth(QueueSettings.LargestDepth);
        Assert.Equal(CommitOutcome.Committed, await Insert());
    }

    private async Task<long> SetDepth(int? depth) => (await Jobs.ReplaceSettings("default", new QueueSettings { MaxDepth = depth })).Epoch;

    private async Task<CommitOutcome> Insert(string queue = "default") => (await Jobs.Write(null, Rows.Pending(queue))).Outcome;
}
