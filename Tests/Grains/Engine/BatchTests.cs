using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Batches on a running host.</summary>
public sealed class BatchTests : OneSlotTests
{
    private static readonly JobSpec Noop = new() { Kind = "noop" };

    private static readonly JobSpec Failing = new() { Kind = "fail", Input = Json.Parse("""{"times":1}"""), Retry = new RetryRule { MaxAttempts = 1 } };

    private static readonly BatchSpec All = new()
    {
        OnCompleted = Noop with { Tags = ["completed"] },
        OnSucceeded = Noop with { Tags = ["succeeded"] },
        OnFailed = Noop with { Tags = ["failed"] },
    };

    private readonly Guid _id = Guid.NewGuid();

    private IBatchGrain Batch => Host.Grains.GetGrain<IBatchGrain>(_id);

    [Theory]
    [InlineData(false, "completed succeeded")]
    [InlineData(true, "completed failed")]
    public async Task A_batch_submits_its_callbacks_once_each(bool fails, string expected)
    {
        await Made(All);
        for (var i = 0; i < 20; i++) await Host.Submit((fails && i == 7 ? Failing : Noop) with { Batch = _id });
        await Sealed();
        var done = await Completed();
        Assert.Equal((20, fails ? 19 : 20, fails ? 1 : 0, 0), (done.Total, done.Succeeded, done.Failed, done.Cancelled));
        await Store.WaitUntil(() => Store.Batch(_id).DueAt is null);
        foreach (var callback in done.Callbacks!.Value) Assert.Equal(JobState.Succeeded, (await Host.End(callback)).State);
        await Batch.Ping();
        await Store.WaitUntil(() => Store.Batch(_id).DueAt is null);
        var callbacks = Store.Rows.Where(row => row.CallbackOf == _id).ToList();
        Assert.Equal(expected, string.Join(' ', callbacks.Select(row => row.Tags[0]).Order()));
        Assert.Equal(done.Callbacks.Value.Order(), callbacks.Select(row => row.Id).Order());
    }

    [Fact]
    public async Task An_empty_batch_is_completed_by_its_seal()
    {
        await Made(All with { OnFailed = null, OnCompleted = null });
        Assert.Equal(BatchState.Completed, (await Sealed()).State);
        await Store.WaitUntil(() => Store.Batch(_id).DueAt is null);
        Assert.Equal(JobState.Succeeded, (await Host.End(JobId.OfCallback(_id, "onSucceeded"))).State);
    }

    [Fact]
    public async Task A_callback_that_is_not_taken_is_submitted_again()
    {
        await Made(All with { OnSucceeded = null, OnFailed = null });
        var seen = Store.RefuseFirst(2, write => write.After.CallbackOf is not null);
        var callback = Assert.Single((await Sealed()).Callbacks!.Value);
        await Store.WaitUntil(() => Store.Rows.Any(row => row.Id == callback));
        Assert.Equal(JobState.Succeeded, (await Host.End(callback)).State);
        Assert.InRange(seen(), 3, int.MaxValue);
    }

    [Fact]
    public async Task A_cancelled_batch_cancels_its_jobs_though_some_do_not_answer()
    {
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(true);
        await Made(All);
        for (var i = 0; i < 250; i++) await Host.Submit(Noop with { Batch = _id, Queue = "q" });
        Store.RefuseFirst(30, write => write.After.Phase == JobPhase.Cancelled);
        var cancelled = Assert.IsType<BatchResult.Changed>(await Batch.Cancel("enough")).Batch;
        Assert.Equal((BatchState.Cancelling, "enough"), (cancelled.State, cancelled.CancelReason));
        Assert.IsType<SubmitResult.BatchClosed>(await Host.Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(Noop with { Batch = _id }));
        var done = await Completed();
        Assert.Equal((250, 250), (done.Total, done.Cancelled));
        Assert.All(Store.Rows.Where(row => row.Batch == _id), row => Assert.Equal("enough", row.CancelReason));
        Assert.Equal(2, done.Callbacks!.Value.Length);
        Assert.IsType<BatchResult.Conflict>(await Host.Grains.GetGrain<IBatchGrain>(await Other()).Cancel(null));
    }

    [Fact]
    public async Task A_batch_is_made_once_and_another_request_under_its_id_is_told_of()
    {
        Assert.True((await Made(All)).IsNew);
        Assert.False((await Made(All)).IsNew);
        Assert.IsType<BatchResult.KeyReused>(await Batch.Create(All with { Tags = ["other"] }));
        Assert.IsType<BatchResult.KeyReused>(await Batch.Create(All with { OnFailed = null }));
        Assert.IsType<BatchResult.NotFound>(await Host.Grains.GetGrain<IBatchGrain>(Guid.NewGuid()).Seal());
        Assert.IsType<BatchResult.NotFound>(await Host.Grains.GetGrain<IBatchGrain>(Guid.NewGuid()).Cancel(null));
    }

    [Fact]
    public async Task What_is_wrong_with_a_callback_or_a_job_is_told_by_its_place()
    {
        var wrong = new BatchSpec
        {
            OnCompleted = Noop with { Priority = 1_000 },
            OnSucceeded = Noop with { After = [Guid.NewGuid()] },
            OnFailed = new JobSpec { Kind = "no" },
            Tags = [""],
        };
        var errors = Assert.IsType<BatchResult.Invalid>(await Batch.Create(wrong)).Errors;
        Assert.Equal(["onCompleted.priority", "onFailed.kind", "onSucceeded.after", "tags"], errors.Select(error => error.Field).Order());
        Assert.Null(await Query.Get(_id));

        var known = await Host.Submit(Noop);
        var faults = await Query.Check([Noop with { After = [known.Id] }, Noop with { Cost = 0, After = [known.Id, Guid.NewGuid()] }]);
        Assert.Equal(["jobs[1].cost", "jobs[1].after[1]"], faults.Select(error => error.Field));
    }

    private IBatchQueryGrain Query => Host.Grains.GetGrain<IBatchQueryGrain>(0);

    private async Task<BatchResult.Changed> Made(BatchSpec spec) => Assert.IsType<BatchResult.Changed>(await Batch.Create(spec));

    private async Task<Batch> Sealed() => Assert.IsType<BatchResult.Changed>(await Batch.Seal()).Batch;

    private async Task<Guid> Other()
    {
        var id = Guid.NewGuid();
        await Host.Grains.GetGrain<IBatchGrain>(id).Create(new BatchSpec());
        await Host.Grains.GetGrain<IBatchGrain>(id).Seal();
        return id;
    }

    private async Task<Batch> Completed()
    {
        await Store.WaitUntil(() => Store.Batch(_id).CompletedAt is not null);
        return (await Query.Get(_id))!;
    }
}
