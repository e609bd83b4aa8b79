using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task Numbers_given_at_once_are_distinct_and_without_gaps()
    {
        var jobs = Jobs;
        var commits = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => jobs.Write(null, Rows.Numbered()))));
        Assert.Equal(Enumerable.Range(1, 64).Select(number => (long?)number), commits.Select(commit => commit.Number).Order());
    }

    [StoreFact]
    public async Task A_job_keeps_its_number_and_is_found_by_it()
    {
        var row = await Jobs.Put(Rows.Numbered(), job => job.Run(), job => job.End());
        Assert.Equal(1, row.Number);
        Assert.Equal(row.Id, (await ByNumber(1))!.Id);
        Assert.Equal(row.Result, (await ByNumber(1))!.Result);
        Assert.Equal(1, (await Jobs.Read(row.Id, CancellationToken.None))!.Number);
        var listed = await Jobs.List(new JobFilter(), Rows.Now, CancellationToken.None);
        Assert.Equal(1, Assert.Single(listed).Number);
        Assert.Null(await ByNumber(2));
    }

    [StoreFact]
    public async Task Jobs_of_other_kinds_have_no_number_and_use_up_none()
    {
        await Jobs.Put(Rows.Numbered());
        var plain = await Jobs.Put(Rows.Pending(), job => job.Run());
        Assert.Null(plain.Number);
        Assert.Null((await Jobs.Read(plain.Id, CancellationToken.None))!.Number);
        Assert.Equal(2, (await Jobs.Put(Rows.Numbered())).Number);
    }

    [StoreFact]
    public async Task A_number_is_never_changed()
    {
        var row = await Jobs.Put(Rows.Numbered());
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.Write(row, row.Next() with { Number = 7 }));
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.Write(row, row.Next() with { Number = null }));
    }

    [StoreFact]
    public async Task An_insert_that_is_refused_leaves_the_number_of_the_job_that_is_there()
    {
        var row = await Jobs.Put(Rows.Numbered());
        Assert.Equal(new JobCommit(CommitOutcome.Conflict, 0), await Jobs.Write(null, row with { Number = 0 }));
        Assert.Equal(1, (await Jobs.Read(row.Id, CancellationToken.None))!.Number);
        Assert.True((await Jobs.Put(Rows.Numbered())).Number > 1);
    }

    [StoreFact]
    public async Task Numbers_go_on_after_a_restart()
    {
        await Jobs.Put(Rows.Numbered());
        await Jobs.Put(Rows.Numbered());
        Close();
        Assert.Equal(3, (await Jobs.Put(Rows.Numbered())).Number);
    }

    [StoreFact]
    public async Task The_number_of_a_job_that_is_gone_is_not_given_again()
    {
        var first = await Jobs.Put(Rows.Numbered(), job => job.Run(), job => job.End(purgeAt: Rows.Now));
        var second = await Jobs.Put(Rows.Numbered(), job => job.Run(), job => job.End());
        await Expire(Rows.Now, 10);
        await Expire(Rows.Now + KeepRow, 10);
        Assert.Null(await Jobs.Read(first.Id, CancellationToken.None));
        Assert.Equal(CommitOutcome.Committed, (await Jobs.Delete(second)).Outcome);
        Close();
        Assert.Equal(3, (await Jobs.Put(Rows.Numbered())).Number);
    }

    [StoreFact]
    public async Task Numbered_jobs_are_listed_in_order_page_by_page_and_the_unfinished_counted()
    {
        await Jobs.Put(Rows.Numbered(), job => job.Run(), job => job.End());
        await Jobs.Put(Rows.Pending());
        await Jobs.Put(Rows.Numbered(), job => job.Run());
        await Jobs.Put(Rows.Numbered() with { RunAt = Rows.Now.AddHours(1) });
        await Jobs.Put(Rows.Numbered(kind: "other"), job => job.Run(), job => job.End(JobPhase.Failed));

        Assert.Equal([(1, JobState.Succeeded), (2, JobState.Running), (3, JobState.Scheduled)], await Page(0, 3));
        Assert.Equal([(4, JobState.Failed)], await Page(3, 3));
        Assert.Empty(await Page(4, 3));
        Assert.Equal(2, await Jobs.CountUnfinishedNumbered(CancellationToken.None));
    }

    private Task<JobRecord?> ByNumber(long number) => Jobs.ReadNumbered(number, CancellationToken.None);

    private async Task<IEnumerable<(long, JobState)>> Page(long after, int limit) =>
        (await Jobs.ListNumbered(after, limit, Rows.Now, CancellationToken.None)).Select(job => (job.Number, job.State));
}
