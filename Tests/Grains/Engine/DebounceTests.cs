using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Debounced submits on a running host: which job takes them, and what becomes of it.</summary>
public sealed class DebounceTests : OneSlotTests
{
    private static readonly JobSpec Hourly = new()
    {
        Kind = "noop",
        Queue = "q",
        Debounce = new JobDebounce { Key = "k", For = TimeSpan.FromHours(1) },
    };

    [Fact]
    public async Task A_hundred_debounced_submits_at_once_make_one_job()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Submit(Hourly with { Tags = [$"{n}"] })));
        var made = Assert.Single(results.OfType<SubmitResult.Accepted>()).Job;
        Assert.All(results.OfType<SubmitResult.Existing>(), existing => Assert.Equal(made.Id, existing.Job.Id));
        Assert.Equal(99, results.OfType<SubmitResult.Existing>().Count());
        Assert.Equal(made.Id, Assert.Single(Store.Rows).Id);
    }

    [Fact]
    public async Task The_job_becomes_what_the_last_submit_asks_for_or_stays_as_it_is()
    {
        var first = await Made(Hourly);
        var last = await Joined(Hourly with { Priority = 3, Queue = "other", Lane = "a", Cost = 2, Tags = ["t"], Timeout = TimeSpan.FromSeconds(5) });
        Assert.Equal(
            (first.Id, 3, "other", "a", 2, "t", TimeSpan.FromSeconds(5)),
            (last.Id, last.Priority, last.Queue, last.Lane, last.Cost, Assert.Single(last.Tags), last.Timeout));
        Assert.InRange(last.RunAt, first.RunAt, DateTimeOffset.MaxValue);

        var kept = await Joined(Hourly with { Debounce = new JobDebounce { Key = "k", For = TimeSpan.FromHours(2), Keep = DebounceKeep.First } });
        Assert.Equal((first.Id, 3, "other"), (kept.Id, kept.Priority, kept.Queue));
        Assert.InRange(kept.RunAt, last.RunAt.AddMinutes(59), DateTimeOffset.MaxValue);
        Assert.Equal(ReasonCode.Scheduled, Assert.Single((await Host.Grains.GetGrain<IJobQueryGrain>(0).Explain(first.Id))!.Reasons).Code);
    }

    [Fact]
    public async Task Other_keys_kinds_and_tenants_have_jobs_of_their_own()
    {
        var first = await Made(Hourly);
        await Made(Hourly with { Debounce = Hourly.Debounce! with { Key = "K" } });
        await Made(Hourly with { Tenant = "other" });
        await Made(Hourly with { Kind = "sleep", Input = Json.Parse("""{"duration":"PT1S"}""") });
        Assert.Equal(first.Id, (await Joined(Hourly)).Id);
    }

    [Fact]
    public async Task After_it_has_run_was_cancelled_or_was_deleted_the_next_submit_makes_a_new_job()
    {
        var soon = Hourly with { Debounce = Hourly.Debounce! with { For = TimeSpan.FromMilliseconds(1) } };
        var ran = await Host.End((await Made(soon)).Id);
        Assert.Equal(JobState.Succeeded, ran.State);
        var second = await Made(Hourly);
        Assert.IsType<ChangeResult.Changed>(await Job(second).Cancel(null));
        var third = await Made(Hourly);
        foreach (var job in new[] { third, second, ran })
        {
            await Job(job).Cancel(null);
            Assert.IsType<ChangeResult.Changed>(await Job(job).Delete());
        }

        var fourth = await Made(Hourly);
        Assert.Equal(4, new[] { ran.Id, second.Id, third.Id, fourth.Id }.Distinct().Count());
        Assert.Equal(fourth.Id, Assert.Single(Store.Rows).Id);
    }

    [Fact]
    public async Task A_cancelled_job_that_is_put_back_takes_no_more_submits()
    {
        await Host.Grains.GetGrain<IQueueGrain>("q").SetPaused(true);
        var cancelled = await Made(Hourly);
        await Job(cancelled).Cancel(null);
        Assert.IsType<ChangeResult.Changed>(await Job(cancelled).Retry(null));
        var next = await Made(Hourly);
        Assert.NotEqual(cancelled.Id, next.Id);
        Assert.Equal(next.Id, (await Joined(Hourly)).Id);
    }

    [Fact]
    public async Task Only_a_new_job_needs_room_in_a_full_queue()
    {
        var job = await Made(Hourly);
        Assert.IsType<QueueResult.Changed>(await Host.Grains.GetGrain<IQueueGrain>("q").Configure(new QueueSettings { MaxDepth = 1 }));
        Assert.Equal(job.Id, (await Joined(Hourly with { Priority = 1 })).Id);
        Assert.IsType<SubmitResult.QueueFull>(await Submit(Hourly with { Debounce = Hourly.Debounce! with { Key = "other" } }));
        Assert.Single(Store.Rows);
    }

    [Fact]
    public async Task What_is_wrong_is_told_of_a_first_and_of_a_later_submit_and_changes_nothing()
    {
        await Check();
        await Made(Hourly);
        await Check();
        Assert.Equal(1, Assert.Single(Store.Rows).Version);

        async Task Check()
        {
            Assert.Equal(["kind"], await Faults(Hourly with { Kind = "none" }));
            Assert.Equal(["priority"], await Faults(Hourly with { Priority = 1_000 }));
            Assert.Equal(["debounce.for"], await Faults(Hourly with { Debounce = Hourly.Debounce! with { For = TimeSpan.Zero } }));
        }
    }

    [Fact]
    public async Task A_change_whose_answer_is_lost_is_found_in_the_row()
    {
        var job = await Made(Hourly);
        var lost = 0;
        Store.AfterWrite = write => Interlocked.Increment(ref lost) == 1 ? throw new StoreException("connection lost", outcomeUnknown: true) : Task.CompletedTask;
        Assert.Equal((job.Id, 2), ((await Joined(Hourly with { Priority = 2 })).Id, Assert.Single(Store.Rows).Version));
    }

    [Fact]
    public async Task While_the_store_fails_a_submit_is_unavailable_and_changes_nothing()
    {
        Store.BeforeRead = () => throw new StoreException("no network", outcomeUnknown: false);
        Assert.True(Assert.IsType<SubmitResult.Unavailable>(await Submit(Hourly)).Unchanged);
        Store.BeforeRead = null;
        var job = await Made(Hourly);
        Store.BeforeWrite = _ => throw new StoreException("disk full", outcomeUnknown: false);
        Assert.True(Assert.IsType<SubmitResult.Unavailable>(await Submit(Hourly)).Unchanged);
        Store.BeforeWrite = null;
        Assert.Equal(job.Id, (await Joined(Hourly)).Id);
    }

    private async Task<Job> Made(JobSpec spec) => Assert.IsType<SubmitResult.Accepted>(await Submit(spec)).Job;

    private async Task<Job> Joined(JobSpec spec) => Assert.IsType<SubmitResult.Existing>(await Submit(spec)).Job;

    private async Task<List<string>> Faults(JobSpec spec) =>
        [.. Assert.IsType<SubmitResult.Invalid>(await Submit(spec)).Errors.Select(error => error.Field)];

    private Task<SubmitResult> Submit(JobSpec spec) =>
        Host.Grains.GetGrain<IDebounceGrain>(JobId.OfDebounce(spec.Tenant, spec.Kind, spec.Debounce!.Key)).Submit(spec);

    private IJobGrain Job(Job job) => Host.Grains.GetGrain<IJobGrain>(job.Id);
}
