using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task A_job_that_moves_to_another_queue_is_found_and_counted_there_only()
    {
        await Jobs.TakeEpoch("y");
        var row = await Jobs.Put(Rows.Pending("x"), job => job.Next() with { Queue = "y", Priority = 3, Result = Json.Parse("1") });
        Assert.Equal(("y", 3), await QueueOf(row.Id));
        Assert.Empty((await Jobs.ReadWindow("x", null, Rows.Now, 10, CancellationToken.None)).Due);
        Assert.Equal(row.Id, Assert.Single((await Jobs.ReadWindow("y", null, Rows.Now, 10, CancellationToken.None)).Due).JobId);
        Assert.Equal(["y"], await Jobs.QueuesWithWork(CancellationToken.None));
        Assert.Equal(0, Number(Recount) + Number(Uncounted));

        // A start is fenced by the epoch of the queue that the job is in.
        Assert.Equal(CommitOutcome.StaleEpoch, (await Jobs.Write(row, row.Run(), epoch: 7)).Outcome);
        Assert.Equal(CommitOutcome.Committed, (await Jobs.Write(row, row.Run(), epoch: 1)).Outcome);
    }

    [StoreFact]
    public async Task A_move_of_another_version_changes_nothing()
    {
        var row = await Jobs.Put(Rows.Pending("x"));
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Write(row with { Version = 9 }, row.Next() with { Queue = "y" })).Outcome);
        Assert.Equal(("x", 0), await QueueOf(row.Id));
        Assert.Equal(0, Number(Recount) + Number(Uncounted));
    }

    [StoreFact]
    public async Task A_deleted_job_is_gone_with_its_log_and_count_and_its_id_can_be_used_again()
    {
        var row = await Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End());
        var other = await Jobs.Put(Rows.Pending());
        var ended = row.Next();
        await Jobs.Write(row, ended, log: Rows.Line(1, 1, "gone"));
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Delete(row)).Outcome);
        Assert.NotNull(await Jobs.Read(row.Id, CancellationToken.None));

        Assert.Equal(CommitOutcome.Committed, (await Jobs.Delete(ended)).Outcome);
        Assert.Null(await Jobs.Read(row.Id, CancellationToken.None));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM job_logs"));
        Assert.Equal(0, Number(Recount) + Number(Uncounted));
        Assert.Equal(CommitOutcome.Conflict, (await Jobs.Delete(ended)).Outcome);
        Assert.NotNull(await Jobs.Read(other.Id, CancellationToken.None));

        Assert.Equal(CommitOutcome.Committed, (await Jobs.Write(null, Rows.Pending() with { Id = row.Id })).Outcome);
    }

    private async Task<(string, int)> QueueOf(Guid id) =>
        await Jobs.Read(id, CancellationToken.None) is { } row ? (row.Queue, row.Priority) : ("", 0);
}
