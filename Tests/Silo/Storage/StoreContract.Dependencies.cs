using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private DependencyTable Dependencies => new(Store.Database);

    [StoreFact]
    public async Task A_job_that_waits_is_read_as_it_was_written_counted_and_listed()
    {
        var (parent, child) = await PutChild(Rows.Pending());
        Close();
        AssertSame(child, await Stored(child));
        Assert.True((await Jobs.Read(parent.Id, CancellationToken.None))!.HasChildren);
        var counts = await Store.Queues.CountJobs(null, null, Rows.Now, CancellationToken.None);
        Assert.Equal((1, 1, 0), (counts.Waiting, counts.Queued, counts.Scheduled));
        Assert.Equal(1, (await Store.Queues.CountJobs(null, "default", Rows.Now, CancellationToken.None)).Waiting);
        var listed = await Jobs.List(new JobFilter { State = JobState.Waiting, Limit = 9 }, Rows.Now, CancellationToken.None);
        Assert.Equal(child.Id, Assert.Single(listed).Id);
        Assert.Equal(2, (await Jobs.List(new JobFilter { Queue = "default", Limit = 9 }, Rows.Now, CancellationToken.None)).Count);
        Assert.Equal(parent.Id, Assert.Single((await Jobs.ReadWindow("default", null, Rows.Now, 9, CancellationToken.None)).Due).JobId);
        Assert.Equal(0, Number(Recount));
    }

    [StoreFact]
    public async Task The_commit_of_an_end_says_how_it_was_and_that_of_the_child_drops_it()
    {
        var (parent, child) = await PutChild(Rows.Pending());
        Assert.Empty(await Dependencies.ReadEnded(9, CancellationToken.None));
        var ended = await End(parent, JobPhase.Failed);
        var expected = new Dependency(parent.Id, child.Id, JobPhase.Failed);
        Assert.Equal([expected], await Dependencies.ReadEnded(9, CancellationToken.None));
        Assert.Equal([expected], await Dependencies.ReadEnded(parent.Id, Guid.Empty, 9, CancellationToken.None));
        Assert.Empty(await Dependencies.ReadEnded(parent.Id, child.Id, 9, CancellationToken.None));

        // A retry and a second end change nothing of it.
        var again = ended.Next() with { Phase = JobPhase.Pending, EndedAt = null };
        await Jobs.Write(ended, again);
        await End(again, JobPhase.Succeeded);
        Assert.Equal([expected], await Dependencies.ReadEnded(9, CancellationToken.None));

        await Jobs.Write(child, child.Next() with { Phase = JobPhase.Pending, Awaits = [] });
        Assert.Empty(await Dependencies.ReadEnded(9, CancellationToken.None));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_dependencies"));
    }

    [StoreFact]
    public async Task A_child_that_waits_no_more_is_not_told_of()
    {
        var (parent, child) = await PutChild(Rows.Pending());
        await Jobs.Write(child, child.Next() with { Phase = JobPhase.Cancelled, EndedAt = Rows.Now, Awaits = [] });
        await End(parent, JobPhase.Succeeded);
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_dependencies"));
    }

    [StoreFact]
    public async Task A_job_whose_parent_does_not_know_of_it_is_not_made()
    {
        var parent = await Jobs.Put(Rows.Pending());
        var orphan = Child(parent.Id);
        Assert.Equal(new JobCommit(CommitOutcome.DependencyGone, 0), await Jobs.Write(null, orphan, log: [Rows.Line(1, 1, "no")]));
        Assert.Equal(1, Number("SELECT COUNT(*) FROM jobs"));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_logs"));
        Assert.Equal(0, Number(Recount));

        // One that exists is another matter, though nobody knows of it any more.
        var (_, child) = await PutChild(parent);
        await Jobs.Write(child, child.Next() with { Phase = JobPhase.Pending, Awaits = [] });
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(null, child)).Outcome);
    }

    [StoreFact]
    public async Task Parents_children_and_ends_of_one_commit_go_together()
    {
        var parents = new[] { await Jobs.Put(Rows.Pending()), await Jobs.Put(Rows.Pending()) };
        var child = Child(parents[0].Id, parents[1].Id);
        using var hold = new ManualResetEventSlim();
        var held = Store.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10)));
        var ends = parents.Select(parent => Jobs.Write(new JobWrite
        {
            Before = parent,
            After = parent.End() with { HasChildren = true },
            Children = [child.Id, Guid.NewGuid()],
        })).ToList();
        hold.Set();
        Assert.True(await held);
        Assert.All(await Task.WhenAll(ends), commit => Assert.Equal(CommitOutcome.Committed, commit.Outcome));
        await Jobs.Put(child);
        Assert.Equal(4, (await Dependencies.ReadEnded(9, CancellationToken.None)).Count);
        await Jobs.Write(await Stored(child), child.Next() with { Phase = JobPhase.Pending, Awaits = [] });
        Assert.DoesNotContain(await Dependencies.ReadEnded(9, CancellationToken.None), dependency => dependency.Child == child.Id);
        Assert.Equal(0, Number(Recount));
    }

    [StoreFact]
    public async Task What_was_left_of_no_job_is_dropped_when_its_parent_has_ended()
    {
        var (parent, child) = await PutChild(Rows.Pending());
        await Dependencies.Drop(parent.Id, child.Id);
        await End(parent, JobPhase.Succeeded);
        Assert.Single(await Dependencies.ReadEnded(9, CancellationToken.None));
        await Dependencies.Drop(parent.Id, child.Id);
        Assert.Empty(await Dependencies.ReadEnded(9, CancellationToken.None));
    }

    private static JobRecord Child(params ReadOnlySpan<Guid> parents) => Rows.Pending() with
    {
        Phase = JobPhase.Waiting,
        Parents = [.. parents],
        Awaits = [.. parents],
        OnParentFailure = ParentFailure.Run,
    };

    /// <summary>A job, and one that waits for it, as they are stored.</summary>
    private async Task<(JobRecord Parent, JobRecord Child)> PutChild(JobRecord parent)
    {
        parent = parent.Seq == 0 ? await Jobs.Put(parent) : parent;
        var child = Child(parent.Id);
        await Jobs.Write(new JobWrite { Before = parent, After = parent.Next() with { HasChildren = true }, Children = [child.Id] });
        return (await Stored(parent), await Jobs.Put(child));
    }

    private async Task<JobRecord> End(JobRecord job, JobPhase phase)
    {
        await Jobs.Write(job, job.End(phase));
        return await Stored(job);
    }

    private async Task<JobRecord> Stored(JobRecord job) => (await Jobs.Read(job.Id, CancellationToken.None))!;
}
