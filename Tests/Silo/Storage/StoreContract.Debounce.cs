using OrleansJobs.Grains.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task The_job_that_takes_the_submits_of_a_key_is_found_until_it_has_been_started_or_has_ended()
    {
        Assert.Null(await Find());
        var open = await Jobs.Put(Debounced());
        Assert.Equal(open.Id, await Find());
        Close();
        Assert.Equal(open.Id, await Find());

        var changed = open.Next() with { RunAt = Rows.Now.AddHours(1) };
        await Jobs.Write(open, changed);
        Assert.Equal(open.Id, await Find());
        var started = changed.Run() with { DebounceUntil = null };
        await Jobs.Write(changed, started);
        Assert.Null(await Find());

        var next = await Jobs.Put(Debounced());
        Assert.Equal(next.Id, await Find());
        await Jobs.Delete(next);
        Assert.Null(await Find());
    }

    [StoreFact]
    public async Task A_second_job_that_would_take_the_submits_of_a_key_is_refused_and_changes_nothing()
    {
        var open = await Jobs.Put(Debounced());
        Assert.Equal(new JobCommit(CommitOutcome.DebounceTaken, 0), await Jobs.Write(null, Debounced(), log: [Rows.Line(1, 1, "no")]));
        Assert.Equal(new JobCommit(CommitOutcome.DebounceTaken, 0), await Jobs.Write(null, Debounced() with { Number = 0 }));
        Assert.Equal(1, Number("SELECT COUNT(*) FROM jobs"));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_logs"));
        Assert.Equal(0, Number(Recount));

        foreach (var other in new[] { Debounced() with { Tenant = "t" }, Debounced() with { Kind = "k" }, Debounced() with { DebounceKey = "K" } }) await Jobs.Put(other);
        Assert.Equal(open.Id, await Find());
    }

    [StoreFact]
    public async Task Jobs_of_one_commit_that_would_take_the_submits_of_a_key_become_one()
    {
        var started = await Jobs.Put(Debounced());
        using var hold = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10)));
        var start = Jobs.Write(started, started.Run() with { DebounceUntil = null });
        var many = Enumerable.Range(0, 20).Select(_ => Jobs.Write(null, Debounced())).ToList();
        var plain = Jobs.Write(null, Rows.Pending());
        hold.Set();

        Assert.True(await held);
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed], [(await start).Outcome, (await plain).Outcome]);
        var outcomes = (await Task.WhenAll(many)).CountBy(commit => commit.Outcome).ToDictionary();
        Assert.Equal((1, 19), (outcomes[CommitOutcome.Committed], outcomes[CommitOutcome.DebounceTaken]));
        Assert.Equal(0, Number(Recount));
    }

    [StoreFact]
    public async Task What_a_program_without_debouncing_has_started_or_ended_keeps_no_key()
    {
        // It leaves debounce_until as it was.
        await Jobs.Put(Debounced(), job => job.Run());
        Assert.Null(await Find());
        await Jobs.Put(Debounced(), job => job.Run(), job => job.End());
        await Jobs.Put(Debounced(), job => job.Next() with { Phase = JobPhase.Cancelled, EndedAt = Rows.Now });
        await Jobs.Put(Debounced(), job => job.Run(), job => job.Next() with { Phase = JobPhase.Pending, Owner = null, Token = null });
        Assert.Null(await Find());
        await Jobs.Put(Debounced());
    }

    [StoreFact]
    public async Task A_key_that_is_taken_in_a_full_queue_needs_no_room_and_a_change_of_its_job_neither()
    {
        await SetDepth(2);
        var open = await Jobs.Put(Debounced());
        Assert.Equal(CommitOutcome.DebounceTaken, (await Jobs.Write(null, Debounced())).Outcome);
        await Jobs.Put(Rows.Pending());
        Assert.Equal(CommitOutcome.QueueFull, (await Jobs.Write(null, Debounced() with { DebounceKey = "other" })).Outcome);
        Assert.Equal(CommitOutcome.Committed, (await Jobs.Write(open, open.Next() with { Cost = 3 })).Outcome);
    }

    [StoreFact]
    public async Task A_waiting_job_may_come_to_cost_more_and_its_queue_reads_that()
    {
        var row = await Jobs.Put(Rows.Pending());
        await Jobs.Write(row, row.Next() with { Cost = 5 });
        Assert.Equal(5, Assert.Single((await Jobs.ReadWindow("default", null, Rows.Now, 9, CancellationToken.None)).Due).Cost);
        Assert.Equal(5, (await Jobs.Read(row.Id, CancellationToken.None))!.Cost);
        await Jobs.Write(row.Next() with { Version = 2 }, row.Next() with { Version = 3, Cost = 1 });
    }

    private static JobRecord Debounced() => Rows.Pending() with { DebounceKey = "k \u00e9", DebounceUntil = JobRecords.NoBound };

    private Task<Guid?> Find() => Jobs.FindDebounced("default", "noop", "k \u00e9", CancellationToken.None);
}
