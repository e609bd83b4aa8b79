using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task A_job_that_is_not_there_reads_as_null() =>
        Assert.Null(await Jobs.Read(Guid.NewGuid(), CancellationToken.None));

    [StoreFact]
    public async Task Sequence_numbers_are_given_in_order_of_insertion_and_stay()
    {
        var first = await Jobs.Put(Rows.Pending());
        var second = await Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End());
        Assert.True(first.Seq > 0 && second.Seq > first.Seq);
        Assert.Equal(second.Seq, (await Jobs.Read(second.Id, CancellationToken.None))!.Seq);
    }

    [StoreFact]
    public async Task An_id_that_exists_is_a_conflict_and_changes_nothing()
    {
        var row = await Jobs.Put(Rows.Pending());
        Assert.Equal(new JobCommit(CommitOutcome.Conflict, 0), await Jobs.Write(null, row with { Priority = 9 }));
        Assert.Equal(0, (await Jobs.Read(row.Id, CancellationToken.None))!.Priority);
    }

    [StoreFact]
    public async Task Another_version_is_a_conflict_and_changes_nothing()
    {
        var row = await Jobs.Put(Rows.Pending(), job => job.Run());
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(row with { Version = 1 }, row.End())).Outcome);
        Assert.Equal(JobPhase.Running, (await Jobs.Read(row.Id, CancellationToken.None))!.Phase);
    }

    [StoreFact]
    public async Task Another_sequence_number_is_a_conflict_and_changes_nothing()
    {
        // As of a row that was deleted and made anew.
        var row = await Jobs.Put(Rows.Pending());
        var other = await Jobs.Put(Rows.Pending());
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(row with { Seq = other.Seq }, row.Run())).Outcome);
        Assert.Equal(2, Number("SELECT COUNT(*) FROM jobs WHERE phase = 0 AND version = 1"));
    }

    [StoreFact]
    public async Task A_change_of_a_job_that_is_not_there_is_a_conflict()
    {
        var row = Rows.Pending();
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(row, row.Run())).Outcome);
        Assert.Null(await Jobs.Read(row.Id, CancellationToken.None));
    }

    [StoreFact]
    public async Task What_a_job_is_cannot_be_changed()
    {
        var row = await Jobs.Put(Rows.Pending());
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.Write(row, row.Next() with { Kind = "other" }));
    }

    [StoreFact]
    public async Task A_start_commits_only_under_the_current_epoch()
    {
        var row = await Jobs.Put(Rows.Pending());
        Assert.Equal(1, await Jobs.TakeEpoch("default"));
        Assert.Equal(2, await Jobs.TakeEpoch("default"));
        Assert.Equal(new JobCommit(CommitOutcome.StaleEpoch, 0), await Jobs.Write(row, row.Run(), epoch: 1));
        Assert.Equal(CommitOutcome.StaleEpoch, (await Jobs.Write(row, row.Run(), epoch: 3)).Outcome);
        Assert.Equal(JobPhase.Pending, (await Jobs.Read(row.Id, CancellationToken.None))!.Phase);
        Assert.Equal(CommitOutcome.Committed, (await Jobs.Write(row, row.Run(), epoch: 2)).Outcome);
    }

    [StoreFact]
    public async Task A_start_in_a_queue_without_epoch_is_stale() =>
        Assert.Equal(CommitOutcome.StaleEpoch, (await Jobs.Write(null, Rows.Pending().Run(), epoch: 1)).Outcome);

    [StoreFact]
    public async Task Epochs_of_queues_are_apart_and_survive()
    {
        Assert.Equal(1, await Jobs.TakeEpoch("a"));
        Assert.Equal(1, await Jobs.TakeEpoch("b"));
        Close();
        Assert.Equal(2, await Jobs.TakeEpoch("a"));
    }

    [StoreFact]
    public async Task Writes_of_one_commit_are_accepted_and_refused_each_alone()
    {
        await Jobs.TakeEpoch("default");
        var existing = await Jobs.Put(Rows.Pending());
        var moved = await Jobs.Put(Rows.Pending(), job => job.Run());
        var fresh = Enumerable.Range(0, 50).Select(_ => Rows.Pending()).ToList();

        // All wait behind one that holds the writer, so they share a commit.
        using var hold = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10)));
        var accepted = fresh.Select(row => Jobs.Write(null, row)).ToList();
        var conflict = Jobs.Write(null, existing);
        var oldVersion = Jobs.Write(moved with { Version = 1 }, moved.End());
        var stale = Jobs.Write(null, Rows.Pending().Run(), epoch: 7);
        var twice = Rows.Pending();
        var once = Jobs.Write(null, twice);
        var again = Jobs.Write(null, twice);
        hold.Set();

        Assert.True(await held);
        Assert.All(await Task.WhenAll(accepted), commit => Assert.Equal(CommitOutcome.Committed, commit.Outcome));
        Assert.Equal(CommitOutcome.Conflict, (await conflict).Outcome);
        Assert.Equal(CommitOutcome.Conflict, (await oldVersion).Outcome);
        Assert.Equal(CommitOutcome.StaleEpoch, (await stale).Outcome);
        Assert.Equal(CommitOutcome.Committed, (await once).Outcome);
        Assert.Equal(CommitOutcome.Conflict, (await again).Outcome);
        Assert.Equal(53, Number("SELECT COUNT(*) FROM jobs"));
        Assert.Equal(53, Number("SELECT SUM(count) FROM job_counts"));
    }

    [StoreFact]
    public async Task What_cannot_be_done_fails_alone()
    {
        using var hold = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10)));
        var good = Enumerable.Range(0, 20).Select(_ => Jobs.Write(null, Rows.Pending())).ToList();
        var wrong = Store.Database.Write((session, _) => session.Execute("INSERT INTO queues (name, epoch) VALUES (NULL, 1)"));
        var bug = Store.Database.Write<int>((_, _) => throw new InvalidOperationException("A bug."));
        good.AddRange(Enumerable.Range(0, 20).Select(_ => Jobs.Write(null, Rows.Pending())));
        hold.Set();

        Assert.True(await held);
        Assert.All(await Task.WhenAll(good), commit => Assert.Equal(CommitOutcome.Committed, commit.Outcome));
        Assert.False((await Assert.ThrowsAsync<StoreException>(() => wrong)).OutcomeUnknown);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bug);
        Assert.Equal(40, Number("SELECT SUM(count) FROM job_counts"));
    }

    [StoreFact]
    public async Task More_writes_than_may_wait_are_refused_and_certainly_not_made()
    {
        var options = Place.Options;
        options.MaxQueuedWrites = 1;
        using var hold = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) =>
        {
            begun.Set();
            return hold.Wait(TimeSpan.FromSeconds(10));
        });
        begun.Wait();
        var waiting = Jobs.Write(null, Rows.Pending());
        var refused = await Assert.ThrowsAsync<StoreException>(() => Jobs.Write(null, Rows.Pending()));
        hold.Set();

        Assert.False(refused.OutcomeUnknown);
        Assert.Contains("Storage:MaxQueuedWrites", refused.Message, StringComparison.Ordinal);
        Assert.True(await held);
        Assert.Equal(CommitOutcome.Committed, (await waiting).Outcome);
        Assert.Equal(1, Number("SELECT COUNT(*) FROM jobs"));
    }

    [StoreFact]
    public async Task Closing_commits_what_is_queued_and_takes_no_more()
    {
        var writes = Enumerable.Range(0, 500).Select(_ => Jobs.Write(null, Rows.Pending())).ToList();
        var jobs = Jobs;
        Close();
        Assert.All(await Task.WhenAll(writes), commit => Assert.Equal(CommitOutcome.Committed, commit.Outcome));
        Assert.False((await Assert.ThrowsAsync<StoreException>(() => jobs.Write(null, Rows.Pending()))).OutcomeUnknown);
        Assert.Equal(500, Number("SELECT COUNT(*) FROM jobs"));
    }

    [StoreFact]
    public async Task Many_callers_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async caller =>
        {
            for (var i = 0; i < 20; i++) await Jobs.Put(Rows.Pending($"queue-{caller % 3}"), job => job.Run(), job => job.End());
        }));
        Assert.Equal(640, Number("SELECT COUNT(*) FROM jobs WHERE phase = 2 AND version = 3"));
        Assert.Equal(640, Number("SELECT SUM(count) FROM job_counts WHERE phase = 2"));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_counts WHERE phase <> 2 AND count <> 0"));
    }

    [StoreFact]
    public async Task Log_lines_are_appended_and_one_that_is_there_stays()
    {
        var row = Rows.Pending().Run();
        row = row with { Seq = (await Jobs.Write(null, row, log: [Rows.Line(1, 1, "one"), Rows.Line(1, 2, "two")])).Seq };
        var next = row.Next();
        await Jobs.Write(row, next, log: [Rows.Line(1, 2, "other"), Rows.Line(1, 3, "thr\0ee \ud800")]);
        Assert.Equal(["one", "two", "thr\uFFFDee \uFFFD"], Texts("SELECT text FROM job_logs ORDER BY attempt, number"));
        Assert.Equal(StoredTime.From(Rows.Now), Number("SELECT MAX(at) FROM job_logs"));
    }

    [StoreFact]
    public async Task A_refused_write_logs_nothing()
    {
        var row = await Jobs.Put(Rows.Pending());
        await Jobs.Write(null, row, log: [Rows.Line(1, 1, "no")]);
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_logs"));
    }

    [StoreFact]
    public async Task Input_result_and_checkpoint_come_back_byte_by_byte()
    {
        var odd = Json.Parse("""{ "b" : 1.50,  "a":"\u00e4\ud800 ä", "a": null }""");
        var row = await Jobs.Put(Rows.Pending() with { Input = odd }, job => job.Run(), job => job.Next() with { Checkpoint = odd }, job => job.End() with { Result = odd });
        var read = (await Jobs.Read(row.Id, CancellationToken.None))!;
        Assert.Equal(odd, read.Input);
        Assert.Equal(odd, read.Checkpoint);
        Assert.Equal(odd, read.Result);
    }

    [StoreFact]
    public async Task The_store_is_reachable_until_it_is_closed()
    {
        Assert.True(await Store.Database.IsReachable(CancellationToken.None));
        var database = Store.Database;
        Close();
        Assert.False(await database.IsReachable(CancellationToken.None));
    }
}
