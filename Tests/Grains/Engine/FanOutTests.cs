using System.Collections.Concurrent;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Handlers that fan out, on a running host.</summary>
public sealed class FanOutTests : ScriptedTests
{
    private static readonly JobSpec Failing = JobContext.NewJob("fail", new { Times = 1 }) with { Retry = new RetryRule { MaxAttempts = 1 } };

    [Fact]
    public async Task A_handler_goes_on_when_all_its_children_have_ended_and_gets_their_results()
    {
        var asked = 0;
        Script.Handler = async (context, _) =>
        {
            if (context.Batch is not null) return $"{context.JobId:N}"[..4];
            var children = await context.RunChildren("parts", Many());
            Assert.Equal((250, 249, 1, 0), (children.Count, children.Succeeded, children.Failed, children.Cancelled));
            Assert.Equal(JobState.Failed, (await children.Get(7))!.State);
            Assert.Null(await children.GetResult<string>(7));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => children.Get(250));
            var first = await children.GetResult<string>(0);
            Assert.Equal($"{(await children.Get(0))!.Id:N}"[..4], first);
            return context.Failures == 0 ? throw new InvalidOperationException("once more") : $"{children.Batch} {first}";
        };
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(true);
        var id = (await Host.Submit(Spec)).Id;
        await Store.WaitUntil(() => Store.Rows.Any(row => row.AwaitsBatch is not null));
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(false);
        var job = await Host.End(id);
        Assert.Equal((JobState.Succeeded, null), (job.State, job.Error));
        Assert.Equal([AttemptOutcome.Suspended, AttemptOutcome.Failed, AttemptOutcome.Succeeded], job.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(250, asked);
        var batch = Store.Batch(JobId.OfChildren(job.Id, 0, "parts"));
        Assert.Equal((job.Id, 250), (batch.Spec.Parent, batch.Total));
        Assert.Equal(251, Store.Rows.Count);

        IEnumerable<JobSpec> Many()
        {
            for (var i = 0; i < 250; i++)
            {
                asked++;
                yield return (i == 7 ? Failing : Spec) with { Queue = "q" };
            }
        }
    }

    [Fact]
    public async Task While_its_children_run_the_job_rests_and_says_so()
    {
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(true);
        Script.Handler = async (context, _) => $"{(await context.RunChildren("a", [Noop("q")])).Succeeded}{(await context.RunChildren("b", [Noop("q"), Noop("q")])).Succeeded}";
        var id = (await Host.Submit(Spec)).Id;
        var batch = JobId.OfChildren(id, 0, "a");
        await Store.WaitUntil(() => Store.Rows.Any(row => row.AwaitsBatch == batch));
        var job = (await Host.Grains.GetGrain<IJobQueryGrain>(0).Get(id))!;
        Assert.Equal((JobState.Scheduled, batch, null), (job.State, job.AwaitsBatch, job.AwaitsSignal));
        var explained = (await Host.Grains.GetGrain<IJobQueryGrain>(0).Explain(id))!;
        Assert.Equal((ReasonCode.WaitingForChildren, null), (Assert.Single(explained.Reasons).Code, explained.PredictedStart));
        Assert.Equal(id, (await Host.Grains.GetGrain<IBatchQueryGrain>(0).Get(batch))!.Parent);
        foreach (var name in new[] { JobSteps.OfBatch(batch), "children:x" })
            Assert.IsType<ChangeResult.Invalid>(await Grain(id).Signal(name, Json.Parse("1")));
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(false);
        Assert.Equal("\"12\"", $"{(await Host.End(id)).Result}");
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("failed")]
    public async Task If_the_job_ends_without_success_its_children_are_cancelled(string end)
    {
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(true);
        Script.Handler = async (context, _) =>
        {
            if (!Script.Fails) await context.RunChildren("parts", Enumerable.Repeat(Noop("q"), 120));
            throw new NonRetryableException("no");
        };
        var id = (await Host.Submit(Spec)).Id;
        await Store.WaitUntil(() => Store.Rows.Any(row => row.AwaitsBatch is not null));
        Script.Fails = true;
        if (end == "cancelled") await Grain(id).Cancel("enough");
        else await Grain(id).Patch(AtOnce);
        await Host.End(id);
        var batch = JobId.OfChildren(id, 0, "parts");
        await Store.WaitUntil(() => Store.Batch(batch) is { CompletedAt: not null, DueAt: null });
        var done = Store.Batch(batch);
        Assert.Equal((120, 120), (done.Total, done.Cancelled));
        Assert.Equal($"Job {id}, its parent, has {(end == "failed" ? "failed" : "been cancelled")}.", done.CancelReason);

        // What is retried finds them so.
        Script.Handler = async (context, _) => $"{(await context.RunChildren("parts", [])).Cancelled}";
        await Grain(id).Retry(null);
        Assert.Equal("\"120\"", $"{(await Host.End(id)).Result}");
    }

    [Fact]
    public async Task Children_that_are_not_valid_are_told_of_and_none_is_made()
    {
        var said = new ConcurrentBag<string>();
        Script.Handler = async (context, _) =>
        {
            await Assert.ThrowsAsync<ArgumentException>(() => context.RunChildren("", []));
            var error = await Assert.ThrowsAsync<NonRetryableException>(() => context.RunChildren("parts", [Noop("q"), new JobSpec { Kind = "no" }, Noop("q") with { Priority = 1_000 }]));
            said.Add(error.Message);
            await Assert.ThrowsAsync<NonRetryableException>(() => context.RunChildren("many", Enumerable.Repeat(Noop("q"), 100_001)));
            return $"{(await context.RunChildren("none", [])).Count}";
        };
        Assert.Equal("\"0\"", $"{(await Host.Run(Spec)).Result}");
        Assert.Contains("jobs[1].kind ", Assert.Single(said.Distinct()), StringComparison.Ordinal);
        Assert.Contains("jobs[2].priority ", said.First(), StringComparison.Ordinal);
        Assert.Single(Store.Rows);
    }

    [Fact]
    public async Task A_full_queue_takes_the_children_one_after_the_other_and_the_slot_of_the_parent_is_free_meanwhile()
    {
        var queue = Host.Grains.GetGrain<IQueueGrain>("one");
        await queue.Configure(new QueueSettings { Concurrency = 1, MaxDepth = 2 });
        Script.Handler = async (context, _) => $"{(await context.RunChildren("parts", Enumerable.Repeat(Noop("one"), 3))).Succeeded}";
        var id = (await Host.Submit(Spec with { Queue = "one" })).Id;
        await Store.WaitUntil(() => Store.Rows.Any(row => row.Id == id && row.Attempts is [{ Outcome: AttemptOutcome.Suspended }]));
        var rest = Store.Rows.Single(row => row.Id == id);
        Assert.Equal((JobPhase.Pending, null), (rest.Phase, rest.AwaitsBatch));

        // Ten seconds from a time between the start and the end of the attempt.
        Assert.InRange(rest.RunAt.AddSeconds(-10), rest.Attempts[0].StartedAt, rest.Attempts[0].EndedAt!.Value);
        await Grain(id).Patch(AtOnce);
        Assert.Equal("\"3\"", $"{(await Host.End(id)).Result}");
    }

    [Fact]
    public async Task What_was_away_is_asked_again_and_the_children_are_made_once()
    {
        var seen = Store.RefuseFirst(5, write => write.After.Batch is not null);
        Script.Handler = async (context, _) => $"{(await context.RunChildren("parts", Enumerable.Repeat(Noop("q"), 10))).Succeeded}";
        Assert.Equal("\"10\"", $"{(await Host.Run(Spec)).Result}");
        Assert.InRange(seen(), 6, int.MaxValue);
        Assert.Equal(11, Store.Rows.Count);
    }

    // Any time that is over means now.
    private static JobPatch AtOnce => new() { RunAt = DateTimeOffset.UnixEpoch };

    private static JobSpec Noop(string queue) => new() { Kind = "noop", Queue = queue };
}
