using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>A queue in which only so many jobs may wait, on a running host.</summary>
public sealed class QueueDepthTests : OneSlotTests
{
    private static readonly JobSpec Later = new() { Kind = "noop", Queue = "q", Delay = TimeSpan.FromDays(1) };

    [Fact]
    public async Task A_submit_to_a_full_queue_stores_nothing_and_one_after_the_depth_was_raised_does()
    {
        await SetDepth(1);
        await Host.Submit(Later);
        Assert.IsType<SubmitResult.QueueFull>(await Submit(Later));
        Assert.IsType<SubmitResult.QueueFull>(await Submit(Later with { Keyed = true }));
        Assert.Single(Store.Rows);

        await SetDepth(2);
        Assert.IsType<SubmitResult.Accepted>(await Submit(Later));
    }

    [Fact]
    public async Task A_job_that_was_refused_is_none_and_can_be_submitted_again()
    {
        await SetDepth(1);
        var first = await Host.Submit(Later);
        var id = Guid.NewGuid();
        Assert.IsType<SubmitResult.QueueFull>(await Submit(Later, id));
        Assert.IsType<ChangeResult.NotFound>(await Host.Grains.GetGrain<IJobGrain>(id).Cancel(null));

        Assert.IsType<ChangeResult.Changed>(await Host.Grains.GetGrain<IJobGrain>(first.Id).Cancel(null));
        Assert.IsType<SubmitResult.Accepted>(await Submit(Later, id));
    }

    [Fact]
    public async Task A_repeated_submit_of_a_job_in_a_full_queue_answers_it()
    {
        await SetDepth(1);
        var (keyed, id) = (Later with { Keyed = true }, Guid.NewGuid());
        Assert.IsType<SubmitResult.Accepted>(await Submit(keyed, id));
        Assert.Equal(id, Assert.IsType<SubmitResult.Existing>(await Submit(keyed, id)).Job.Id);
        Assert.IsType<SubmitResult.KeyReused>(await Submit(keyed with { Priority = 1 }, id));
        Assert.IsType<SubmitResult.QueueFull>(await Submit(keyed));
    }

    [Fact]
    public async Task A_submit_that_another_activation_has_stored_meanwhile_answers_the_job_of_a_full_queue()
    {
        await SetDepth(1);
        var id = Guid.NewGuid();
        Store.BeforeWrite = async write =>
        {
            Store.BeforeWrite = null;
            await Store.Write(write);
        };
        Assert.Equal(id, Assert.IsType<SubmitResult.Accepted>(await Submit(Later, id)).Job.Id);
        Assert.Single(Store.Commits);
    }

    [Fact]
    public async Task A_job_that_starts_at_once_is_taken_by_a_full_queue()
    {
        await SetDepth(1);
        await Host.Submit(Later);
        Assert.Equal(JobState.Succeeded, (await Host.Run(Later with { Delay = null })).State);
    }

    [Fact]
    public async Task A_start_that_comes_to_nothing_leaves_no_job_in_a_full_queue_and_keeps_no_slot()
    {
        await SetDepth(1);
        await Host.Submit(Later);
        var now = Later with { Delay = null };
        Store.BeforeWrite = async write =>
        {
            if (write.Epoch is null) return;
            Store.BeforeWrite = null;
            await Store.TakeEpoch("q");
        };
        Assert.IsType<SubmitResult.QueueFull>(await Submit(now));
        Assert.Single(Store.Rows);

        // Once the queue has seen that its epoch is stale, its one slot must be free again.
        await Store.WaitForReads(3);
        Assert.Equal(JobState.Succeeded, (await Host.Run(now)).State);
    }

    [Fact]
    public async Task Retries_and_moves_of_jobs_that_exist_are_not_refused()
    {
        var ended = await Host.Run(new JobSpec { Kind = "noop", Queue = "q" });
        var elsewhere = await Host.Submit(Later with { Queue = "other" });
        await Host.Grains.GetGrain<IQueueGrain>("q").Configure(new QueueSettings { MaxDepth = 1, Paused = true });
        await Host.Submit(Later);
        Assert.IsType<ChangeResult.Changed>(await Host.Grains.GetGrain<IJobGrain>(ended.Id).Retry(null));
        Assert.IsType<ChangeResult.Changed>(await Host.Grains.GetGrain<IJobGrain>(elsewhere.Id).Patch(new JobPatch { Queue = "q" }));
        Assert.IsType<SubmitResult.QueueFull>(await Submit(Later));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(QueueSettings.LargestDepth + 1)]
    public async Task A_depth_out_of_range_is_refused(int depth)
    {
        var answer = await Host.Grains.GetGrain<IQueueGrain>("q").Configure(new QueueSettings { MaxDepth = depth });
        Assert.Equal("maxDepth", Assert.Single(Assert.IsType<QueueResult.Invalid>(answer).Errors).Field);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(QueueSettings.LargestDepth)]
    public async Task The_depth_that_was_set_is_told(int depth)
    {
        Assert.Equal(depth, (await SetDepth(depth)).MaxDepth);
        Assert.Equal(depth, (await Host.Grains.GetGrain<IQueueQueryGrain>(0).Get("q"))!.MaxDepth);
    }

    private async Task<QueueStatus> SetDepth(int depth) =>
        Assert.IsType<QueueResult.Changed>(await Host.Grains.GetGrain<IQueueGrain>("q").Configure(new QueueSettings { MaxDepth = depth })).Queue;

    private Task<SubmitResult> Submit(JobSpec spec, Guid? id = null) => Host.Grains.GetGrain<IJobGrain>(id ?? Guid.NewGuid()).Submit(spec);
}
