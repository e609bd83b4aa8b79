using OrleansJobs.Grains.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task Work_is_left_while_a_job_runs_even_in_a_paused_queue()
    {
        Assert.False(await HasWork());
        var row = await Jobs.Put(Rows.Pending("a"), job => job.Run());
        await Jobs.SetPaused("a", true);
        Assert.True(await HasWork());
        await Jobs.Write(row, row.End());
        Assert.False(await HasWork());
    }

    [StoreFact]
    public async Task Work_is_left_while_a_job_is_due_in_a_queue_that_is_not_paused()
    {
        await Jobs.SetPaused("paused", true);
        await Jobs.Put(Rows.Pending("paused"));
        await Jobs.Put(Rows.Pending("open", priority: 5, runAt: Rows.Now.AddMicroseconds(1)));
        Assert.False(await HasWork());
        var due = await Jobs.Put(Rows.Pending("open", priority: -5));
        Assert.True(await HasWork());
        await Jobs.Write(due, due.Next() with { Phase = JobPhase.Cancelled, EndedAt = Rows.Now });
        Assert.False(await HasWork());
        await Jobs.SetPaused("paused", false);
        Assert.True(await HasWork());
    }

    private Task<bool> HasWork() => Store.Queues.HasWorkNow(Rows.Now, CancellationToken.None);
}
