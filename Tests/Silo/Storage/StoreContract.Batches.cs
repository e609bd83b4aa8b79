using OrleansJobs.Batches;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Batches;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private BatchTable Batches => new(Store.Database);

    [StoreFact]
    public async Task A_batch_comes_back_as_it_was_made_and_a_second_one_of_its_id_changes_nothing()
    {
        var callback = new JobSpec { Kind = "noop", Input = Json.Parse("[1]"), Tags = ["é"], Delay = TimeSpan.FromTicks(7), OnParentFailure = ParentFailure.Run };
        var spec = new BatchSpec { OnCompleted = callback, OnSucceeded = callback with { Priority = 1 }, OnFailed = callback with { Priority = 2 }, Tags = ["a"], Tenant = "t" };
        var made = (await Batches.Create(Open() with { Spec = spec }))!;
        var again = (await Batches.Create(Open() with { Id = made.Id, Most = 7 }))!;
        Assert.Equal((made.Seq, 9, Rows.Now), (again.Seq, again.Most, again.CreatedAt));
        var read = (await Batches.Read(made.Id, CancellationToken.None))!;
        Assert.Equal(
            (JobFingerprint.Of(spec.OnCompleted!), JobFingerprint.Of(spec.OnSucceeded!), JobFingerprint.Of(spec.OnFailed!)),
            (JobFingerprint.Of(read.Spec.OnCompleted!), JobFingerprint.Of(read.Spec.OnSucceeded!), JobFingerprint.Of(read.Spec.OnFailed!)));
        Assert.Equal(("a", "t", false), (Assert.Single(read.Spec.Tags), read.Spec.Tenant, read.Sealed));
        Assert.Null(await Batches.Read(Guid.NewGuid(), CancellationToken.None));

        var newer = await Made();
        Assert.Equal([newer.Id, made.Id], (await Batches.List(long.MaxValue, 9, CancellationToken.None)).Select(batch => batch.Id));
        Assert.Equal(made.Id, Assert.Single(await Batches.List(newer.Seq, 9, CancellationToken.None)).Id);
    }

    [StoreFact]
    public async Task The_counts_of_a_batch_are_those_of_its_jobs_after_each_commit()
    {
        var batch = await Made();
        var job = await Jobs.Put(Member(batch));
        await Jobs.Put(Member(batch), waiting => waiting.Run(), running => running.End(JobPhase.Failed));
        var ended = await Jobs.Put(Member(batch), waiting => waiting.Run(), running => running.End());
        Assert.Equal((3, 1, 1, 0), await Counts(batch));

        // Back in its queue, and cancelled there.
        var again = ended.Next() with { Phase = JobPhase.Pending, EndedAt = null };
        await Jobs.Write(ended, again);
        Assert.Equal((3, 0, 1, 0), await Counts(batch));
        var cancelled = again.End(JobPhase.Cancelled);
        await Jobs.Write(again, cancelled);
        Assert.Equal((3, 0, 1, 1), await Counts(batch));

        // One that is deleted stays counted; one that is refused never was.
        await Jobs.Delete(cancelled);
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(null, job)).Outcome);
        Assert.Equal((3, 0, 1, 1), await Counts(batch));
        Assert.Equal(0, Number(Recount));
        Assert.Equal([job.Id], (await Batches.ReadUnfinished(batch.Id, 0, 9, CancellationToken.None)).Select(member => member.JobId));
        Assert.Empty(await Batches.ReadUnfinished(batch.Id, job.Seq, 9, CancellationToken.None));
        Assert.Equal(2, (await Jobs.Search(new JobFilter { Batch = batch.Id }, Rows.Now, CancellationToken.None)).Rows.Count);
    }

    [StoreFact]
    public async Task The_commit_after_which_all_have_ended_completes_it_and_says_so()
    {
        var batch = await Made();
        var (first, second) = (await Jobs.Put(Member(batch)), await Jobs.Put(Member(batch)));
        Assert.Null((await Batches.Seal(batch.Id, Rows.Now))!.CompletedAt);
        Assert.False((await Jobs.Write(first, first.End())).BatchIsDue);
        Assert.Empty(await Batches.ReadDue(9, CancellationToken.None));
        Assert.True((await Jobs.Write(second, second.End() with { EndedAt = Rows.Now.AddSeconds(1) })).BatchIsDue);
        var done = (await Batches.Read(batch.Id, CancellationToken.None))!;
        Assert.Equal((Rows.Now.AddSeconds(1), Rows.Now.AddSeconds(1), true), (done.CompletedAt, done.DueAt, done.AllSucceeded));
        Assert.Equal([batch.Id], await Batches.ReadDue(9, CancellationToken.None));

        // It is completed once, whatever becomes of its jobs.
        var stored = await Stored(second);
        var again = stored.Next() with { Phase = JobPhase.Pending, EndedAt = null };
        await Jobs.Write(stored, again);
        Assert.False((await Jobs.Write(again, again.End(JobPhase.Failed))).BatchIsDue);
        Assert.True((await Batches.Read(batch.Id, CancellationToken.None))!.AllSucceeded);
        await Batches.Settle(batch.Id);
        Assert.Empty(await Batches.ReadDue(9, CancellationToken.None));
    }

    [StoreFact]
    public async Task An_empty_batch_and_one_whose_jobs_have_ended_are_completed_by_the_seal()
    {
        var empty = (await Batches.Seal((await Made()).Id, Rows.Now))!;
        Assert.Equal((Rows.Now, true), (empty.CompletedAt, empty.AllSucceeded));
        var batch = await Made();
        await Jobs.Put(Member(batch), job => job.End(JobPhase.Failed));
        var done = (await Batches.Seal(batch.Id, Rows.Now.AddSeconds(1)))!;
        Assert.Equal((Rows.Now.AddSeconds(1), false), (done.CompletedAt, done.AllSucceeded));
        Assert.Null(await Batches.Seal(Guid.NewGuid(), Rows.Now));
    }

    [StoreFact]
    public async Task A_batch_that_is_sealed_in_the_commit_that_adds_its_job_is_not_completed_by_it()
    {
        var batch = await Made();
        using var hold = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10)));
        var member = Member(batch);
        var added = Jobs.Write(null, member);
        var last = Batches.Seal(batch.Id, Rows.Now);
        hold.Set();
        Assert.True(await held);
        Assert.Equal(CommitOutcome.Committed, (await added).Outcome);
        Assert.Null((await last)!.CompletedAt);
        var stored = await Stored(member);
        Assert.True((await Jobs.Write(stored, stored.End())).BatchIsDue);
    }

    [StoreFact]
    public async Task A_sealed_a_full_and_an_unknown_batch_take_no_jobs()
    {
        var batch = await Made(Open() with { Most = 2 });
        var first = await Jobs.Put(Member(batch));
        using var hold = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10)));
        var many = Enumerable.Range(0, 5).Select(_ => Jobs.Write(null, Member(batch))).ToList();
        hold.Set();
        Assert.True(await held);
        Assert.Equal(1, (await Task.WhenAll(many)).Count(commit => commit.Outcome == CommitOutcome.Committed));
        Assert.All(many.Where(commit => commit.Result.Seq == 0), commit => Assert.Equal(CommitOutcome.BatchClosed, commit.Result.Outcome));
        Assert.Equal((2, 0, 0, 0), await Counts(batch));

        var closed = await Made();
        await Batches.Seal(closed.Id, Rows.Now);
        Assert.Equal(CommitOutcome.BatchClosed, (await Jobs.Write(null, Member(closed), log: [Rows.Line(1, 1, "no")])).Outcome);
        Assert.Equal(CommitOutcome.BatchClosed, (await Jobs.Write(null, Member(Open()))).Outcome);
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(null, first)).Outcome);
        Assert.Equal(0, Number(Recount));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_logs"));
    }

    [StoreFact]
    public async Task A_cancel_is_kept_with_its_first_reason_until_the_batch_is_completed()
    {
        var batch = await Made();
        var job = await Jobs.Put(Member(batch));
        var cancelled = (await Batches.Cancel(batch.Id, "wrong \0 file", Rows.Now))!;
        Assert.Equal((true, Rows.Now, Rows.Now, "wrong \uFFFD file"), (cancelled.Sealed, cancelled.CancelledAt, cancelled.DueAt, cancelled.CancelReason));
        Assert.Equal("wrong \uFFFD file", (await Batches.Cancel(batch.Id, "other", Rows.Now.AddSeconds(1)))!.CancelReason);
        await Batches.Settle(batch.Id);
        Assert.Equal([batch.Id], await Batches.ReadDue(9, CancellationToken.None));
        await Jobs.Write(job, job.End(JobPhase.Cancelled));
        Assert.Null((await Batches.Cancel((await Batches.Seal((await Made()).Id, Rows.Now))!.Id, null, Rows.Now))!.CancelledAt);
        Assert.NotNull((await Batches.Read(batch.Id, CancellationToken.None))!.CompletedAt);
        Assert.Null(await Batches.Cancel(Guid.NewGuid(), null, Rows.Now));
    }

    [StoreFact]
    public async Task Retention_forgets_batches_that_were_completed_long_ago_and_called_back()
    {
        var done = await Made();
        await Batches.Seal(done.Id, Rows.Now);
        await Batches.Settle(done.Id);
        await Batches.Seal((await Made()).Id, Rows.Now);
        await Made();
        Assert.Equal(0, await Jobs.Expire(Rows.Now.AddHours(23), Rows.KeepFor(TimeSpan.FromDays(1)), 10, CancellationToken.None));
        Assert.Equal(1, await Jobs.Expire(Rows.Now.AddHours(25), Rows.KeepFor(TimeSpan.FromDays(1)), 10, CancellationToken.None));
        Assert.Null(await Batches.Read(done.Id, CancellationToken.None));
        Assert.Equal(2, (await Batches.List(long.MaxValue, 9, CancellationToken.None)).Count);
    }

    [StoreFact]
    public async Task A_batch_of_a_parent_is_made_by_its_running_attempt_alone()
    {
        var parent = await Jobs.Put(Rows.Pending(), waiting => waiting.Run());
        Assert.Null(await Batches.Create(Children(parent with { Token = Guid.NewGuid() })));
        var made = await Made(Children(parent));
        Assert.Equal((parent.Id, parent.Token), (made.Spec.Parent, made.Spec.ParentToken));
        Assert.Equal(made.Seq, (await Batches.Create(Children(parent) with { Id = made.Id }))!.Seq);
        await Jobs.Write(parent, parent.End());
        Assert.Null(await Batches.Create(Children(parent)));
    }

    [StoreFact]
    public async Task What_a_job_has_fanned_out_to_is_cancelled_by_the_commit_in_which_it_is_lost()
    {
        var parent = await Jobs.Put(Rows.Pending(), waiting => waiting.Run());
        var (open, done, others) = (await Made(Children(parent)), await Made(Children(parent)), await Made());
        var member = await Jobs.Put(Member(open));
        await Batches.Seal(done.Id, Rows.Now);
        await Jobs.Write(parent, parent.End(JobPhase.Failed) with { EndedAt = Rows.Now.AddSeconds(1) });
        var cancelled = (await Batches.Read(open.Id, CancellationToken.None))!;
        Assert.Equal((true, Rows.Now.AddSeconds(1), Rows.Now.AddSeconds(1)), (cancelled.Sealed, cancelled.CancelledAt, cancelled.DueAt));
        Assert.Equal($"Job {parent.Id}, its parent, has failed.", cancelled.CancelReason);
        foreach (var other in new[] { done, others }) Assert.Null((await Batches.Read(other.Id, CancellationToken.None))!.CancelledAt);

        // The last job of the batch may end in the same commit as its parent.
        await Jobs.Write(member, member.End(JobPhase.Cancelled));
        Assert.NotNull((await Batches.Read(open.Id, CancellationToken.None))!.CompletedAt);
    }

    [StoreFact]
    public async Task A_job_that_succeeds_or_goes_on_keeps_what_it_has_fanned_out_to_and_one_that_begins_anew_does_not()
    {
        var parent = await Jobs.Put(Rows.Pending(), waiting => waiting.Run());
        var batch = await Made(Children(parent));
        var rests = parent.Next() with { Phase = JobPhase.Pending, Token = null, Owner = null };
        await Jobs.Write(parent, rests);
        Assert.Null((await Batches.Read(batch.Id, CancellationToken.None))!.CancelledAt);
        var anew = rests.Next() with { StepSeries = 1 };
        await Jobs.Write(rests, anew);
        Assert.Equal($"Job {parent.Id}, its parent, begins anew.", (await Batches.Read(batch.Id, CancellationToken.None))!.CancelReason);

        var runs = anew.Run();
        await Jobs.Write(anew, runs);
        var second = await Made(Children(runs));
        await Jobs.Write(runs, runs.End());
        Assert.Null((await Batches.Read(second.Id, CancellationToken.None))!.CancelledAt);
    }

    private static BatchRecord Children(JobRecord parent) =>
        Open() with { Spec = new BatchSpec { Parent = parent.Id, ParentToken = parent.Token } };

    private async Task<BatchRecord> Made(BatchRecord? batch = null) => (await Batches.Create(batch ?? Open()))!;

    private static BatchRecord Open() => new() { Id = Guid.CreateVersion7(), Spec = new BatchSpec(), CreatedAt = Rows.Now, Most = 9 };

    private static JobRecord Member(BatchRecord batch) => Rows.Pending() with { Batch = batch.Id };

    private async Task<(long, long, long, long)> Counts(BatchRecord batch)
    {
        var row = (await Batches.Read(batch.Id, CancellationToken.None))!;
        return (row.Total, row.Succeeded, row.Failed, row.Cancelled);
    }
}
