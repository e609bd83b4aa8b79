using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private static readonly TimeSpan KeepRow = TimeSpan.FromDays(30);

    [StoreFact]
    public async Task Retention_first_drops_the_payload_and_later_the_row_with_its_log()
    {
        var row = await Ended(Rows.Now);
        await Jobs.Write(row, row = row.Next(), log: [Rows.Line(1, 1, "gone later")]);

        Assert.Equal(1, await Expire(Rows.Now, 10));
        var thin = (await Jobs.Read(row.Id, CancellationToken.None))!;
        Assert.True(thin.PayloadExpired);
        Assert.True(thin is { Input: null, Result: null, Checkpoint: null });
        Assert.Equal(row.EndedAt + KeepRow, thin.PurgeAt);
        Assert.Equal(row.Version + 1, thin.Version);
        Assert.NotEqual(row.Stamp, thin.Stamp);
        Assert.Single(thin.Attempts);

        Assert.Equal(0, await Expire(thin.PurgeAt!.Value.AddMicroseconds(-1), 10));
        Assert.Equal(1, await Expire(thin.PurgeAt.Value, 10));
        Assert.Null(await Jobs.Read(row.Id, CancellationToken.None));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_logs"));
        Assert.Equal(0, Number("SELECT SUM(count) FROM job_counts"));
    }

    [StoreFact]
    public async Task Retention_takes_what_is_due_up_to_its_limit_one_step_a_job()
    {
        for (var i = 0; i < 5; i++) await Ended(Rows.Now.AddSeconds(-i));
        Assert.Equal(4, await Expire(Rows.Now.AddSeconds(-1), 10));
        Assert.Equal(0, await Expire(Rows.Now.AddSeconds(-1), 10));
        Assert.Equal(1, await Expire(Rows.Now, 10));

        var later = Rows.Now + KeepRow;
        await Ended(later);
        Assert.Equal(3, await Expire(later, 3));
        Assert.Equal(3, await Expire(later, 3));
        Assert.Equal(1, Number("SELECT COUNT(*) FROM jobs WHERE payload_expired"));
        Assert.Equal(1, await Expire(later, 3));
        Assert.Equal(0, await Expire(later, 3));
    }

    [StoreFact]
    public async Task A_row_whose_time_is_over_already_takes_both_steps_in_two_sweeps()
    {
        var row = await Ended(Rows.Now);
        var later = Rows.Now + KeepRow + KeepRow;
        Assert.Equal(1, await Expire(later, 10));
        Assert.NotNull(await Jobs.Read(row.Id, CancellationToken.None));
        Assert.Equal(1, await Expire(later, 10));
        Assert.Null(await Jobs.Read(row.Id, CancellationToken.None));
    }

    [StoreFact]
    public async Task Rows_are_kept_by_kind_and_by_how_the_job_ended()
    {
        var keep = new RowTimes(Days(30), [new("rare", JobPhase.Failed, Days(90)), new("rare", JobPhase.Succeeded, Days(60)), new("often", JobPhase.Succeeded, Days(1)), new(null, JobPhase.Failed, Days(45))]);
        var rows = new List<(JobRecord Row, TimeSpan Keep)>
        {
            (await Ended("rare", JobPhase.Failed), Days(90)),
            (await Ended("rare", JobPhase.Succeeded), Days(60)),
            (await Ended("rare", JobPhase.Cancelled), Days(30)),
            (await Ended("often", JobPhase.Succeeded), Days(1)),
            (await Ended("often", JobPhase.Failed), Days(45)),
            (await Ended("other", JobPhase.Failed), Days(45)),
            (await Ended("other", JobPhase.Succeeded), Days(30)),
        };
        Assert.Equal(7, await Jobs.Expire(Rows.Now, keep, 10, CancellationToken.None));
        foreach (var (row, time) in rows) Assert.Equal(row.EndedAt + time, (await Jobs.Read(row.Id, CancellationToken.None))!.PurgeAt);

        static TimeSpan Days(int days) => TimeSpan.FromDays(days);

        Task<JobRecord> Ended(string kind, JobPhase end) =>
            Jobs.Put(Rows.Pending() with { Kind = kind }, job => job.Run(), job => job.End(end, purgeAt: Rows.Now));
    }

    [StoreFact]
    public async Task Retention_leaves_jobs_alone_that_have_not_ended_or_are_kept_for_ever()
    {
        await Jobs.Put(Rows.Pending() with { PurgeAt = Rows.Now });
        await Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End());
        Assert.Equal(0, await Expire(Rows.Now.AddYears(9), 10));
    }

    [StoreFact]
    public async Task A_grain_that_holds_an_older_row_meets_a_conflict()
    {
        var row = await Ended(Rows.Now);
        await Expire(Rows.Now, 10);
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(row, row.Next() with { Phase = JobPhase.Pending })).Outcome);
    }

    private Task<JobRecord> Ended(DateTimeOffset purgeAt) =>
        Jobs.Put(Rows.Pending() with { Checkpoint = Json.Parse("1") }, job => job.Run(), job => job.End(purgeAt: purgeAt));

    private Task<int> Expire(DateTimeOffset now, int limit) => Jobs.Expire(now, Rows.KeepFor(KeepRow), limit, CancellationToken.None);
}
