using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>The breaker of a queue, over failures, restarts, and other activations.</summary>
public sealed class QueueBreakerTests : HeldQueueTests
{
    [Fact]
    public void When_too_many_attempts_fail_no_job_starts_until_the_hold_is_over_and_a_success_closes_the_breaker()
    {
        var until = Open();
        var (first, second) = (Submit(Good), Submit(Waits));
        Assert.Equal((JobState.Queued, JobState.Queued), (first.State, second.State));
        AdvanceTo(until.AddSeconds(-0.1));
        Assert.All([first, second], job => Assert.Equal(JobPhase.Pending, Row(job).Phase));
        Machine.Until(() => Row(first).HasEnded && Row(second).Phase == JobPhase.Running);
        Assert.InRange(Row(first).StartedAt!.Value, until, until.AddSeconds(0.1));
        Assert.Equal(default, Hold);
        Assert.Equal(JobState.Running, Submit(Waits).State);
    }

    [Fact]
    public void A_failure_while_half_open_holds_the_queue_again()
    {
        var until = Open();
        Submit(Bad);
        var waits = Submit(Good);
        Machine.Until(() => Hold.BreakerUntil > until);
        Assert.InRange(Hold.BreakerUntil!.Value, until.AddMinutes(1), until.AddMinutes(1.01));
        AdvanceTo(Hold.BreakerUntil!.Value.AddSeconds(-0.1));
        Assert.Equal(JobPhase.Pending, Row(waits).Phase);
        Machine.Until(() => Row(waits).HasEnded);
    }

    [Fact]
    public void A_timeout_counts_as_a_failure_and_a_cancelled_attempt_as_nothing()
    {
        Submit(Bad);
        var cancelled = Submit(Waits);
        Machine.Run(() => Engines[0].Grains.GetGrain<IJobGrain>(cancelled.Id).Cancel(null));
        Assert.Equal(default, Hold);
        Submit(Waits with { Timeout = TimeSpan.FromSeconds(1), Retry = Bad.Retry });
        Machine.Until(() => Hold.BreakerUntil is not null);
    }

    [Fact]
    public void A_restart_changes_nothing_of_what_holds()
    {
        var until = Open();
        var job = Submit(Good);
        Restart();
        AdvanceTo(until.AddSeconds(-0.1));
        Assert.Equal(JobPhase.Pending, Row(job).Phase);
        Machine.Until(() => Row(job).HasEnded);
        Machine.Until(() => Hold == default);
    }

    [Fact]
    public void A_restart_while_half_open_lets_no_second_job_start_while_the_first_runs()
    {
        var until = Open();
        Submit(Waits);
        var second = Submit(Good);
        Machine.Until(() => Seen.Count("gate in") == 1);

        // The job goes on where it is, only its queue moves.
        Network.QueueSilo = StartOne().Silo;
        Machine.Advance(10);
        Assert.Equal(JobPhase.Pending, Row(second).Phase);
        Assert.Equal(until, Hold.BreakerUntil);
        Seen.Open("gate");
        Machine.Until(() => Row(second).HasEnded);
        Assert.Equal(default, Hold);
    }

    [Fact]
    public void Another_activation_that_did_not_see_the_failures_starts_nothing_either()
    {
        StartOne();
        Submit(Good, engine: 1);
        Submit(Good, engine: 0);
        var until = Open();
        var jobs = Enumerable.Range(0, 6).Select(n => Submit(Good, engine: n % 2)).ToList();
        AdvanceTo(until.AddSeconds(-0.1));
        Assert.All(jobs, job => Assert.Equal(JobPhase.Pending, Row(job).Phase));
        Machine.Until(() => jobs.All(job => Row(job).HasEnded));
        Assert.All(jobs, job => Assert.InRange(Row(job).StartedAt!.Value, until, DateTimeOffset.MaxValue));
    }

    [Fact]
    public void An_activation_that_is_out_of_date_does_not_open_it_again_beside_the_trial_of_another()
    {
        var until = Open();
        var failed = Submit(Bad);
        var (stepping, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        Store.BeforeEpoch = async () =>
        {
            if (Row(failed).HasEnded && stepping.TrySetResult()) await goOn.Task;
        };
        Machine.Until(() => stepping.Task.IsCompleted);

        StartOne();
        var trial = Submit(Waits, engine: 1);
        Machine.Until(() => Row(trial).Phase == JobPhase.Running);
        goOn.SetResult();
        var next = Submit(Good);
        Machine.Advance(120);
        Assert.Equal(new StoredHold(null, until, trial.Id), Hold);
        Assert.Equal(JobPhase.Pending, Row(next).Phase);
        Seen.Open("gate");
        Machine.Until(() => Row(next).HasEnded);
        Assert.Equal(default, Hold);
    }

    [Fact]
    public void What_was_told_to_start_and_is_not_stored_when_it_opens_does_not_start()
    {
        var arrived = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        Store.BeforeWrite = async write =>
        {
            if (write.Epoch is null || write.After.Kind != "noop" || arrived.Task.IsCompleted) return;
            arrived.SetResult();
            await released.Task;
        };
        Job? submitted = null;
        _ = Machine.Begin(async () => submitted = await SubmitTo(0, Good));
        Assert.True(arrived.Task.IsCompleted);
        var until = Open();
        released.SetResult();
        Machine.Until(() => submitted is not null);
        Assert.Equal(JobState.Queued, submitted!.State);
        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
        Assert.InRange(Row(submitted).StartedAt!.Value, until, DateTimeOffset.MaxValue);
    }

    [Fact]
    public void Resuming_ends_what_holds_the_queue_and_closes_the_breaker()
    {
        Open();
        var job = Submit(Good);
        Ask(context => context.HoldQueue(Now.AddHours(1)), "other");
        Assert.NotEqual(default, Store.HoldOf("other"));
        var answer = Machine.Run(() => Engines[0].Grains.GetGrain<IQueueGrain>("q").SetPaused(false));
        var queue = Assert.IsType<QueueResult.Changed>(answer).Queue;
        Assert.Equal((BreakerState.Closed, null), (queue.BreakerState, queue.Held));
        Machine.Go();
        Assert.True(Row(job).HasEnded);

        Machine.Run(() => Engines[0].Grains.GetGrain<IQueueGrain>("other").SetPaused(false));
        Assert.Equal(default, Store.HoldOf("other"));

        // Counted anew.
        Submit(Bad);
        Machine.Go();
        Assert.Equal(default, Hold);
    }

    [Fact]
    public void Settings_without_a_breaker_void_its_hold_and_nobody_elses()
    {
        Open();
        var job = Submit(Good);
        Configure(new QueueSettings());
        Machine.Go();
        Assert.True(Row(job).HasEnded);
        Configure(new QueueSettings { Breaker = TwoFail });
        Assert.Equal(default, Hold);

        var until = Now.AddMinutes(5);
        Ask(context => context.HoldQueue(until));
        Configure(new QueueSettings());
        Assert.Equal(until, Hold.Until);
    }

    [Fact]
    public void A_queue_that_cannot_store_that_its_breaker_opens_starts_nothing_until_it_has()
    {
        var refuses = true;
        Store.BeforeEpoch = () => refuses ? throw new StoreException("disk full", outcomeUnknown: false) : Task.CompletedTask;
        Submit(Bad);
        Submit(Bad);
        Machine.Go();
        var job = Submit(Good);
        Machine.Advance(20);
        Assert.Equal((default, JobPhase.Pending), (Hold, Row(job).Phase));
        refuses = false;
        Machine.Until(() => Hold.BreakerUntil is not null);
        Assert.Equal(JobPhase.Pending, Row(job).Phase);
        Assert.InRange(Hold.BreakerUntil!.Value, Now.AddSeconds(59), Now.AddSeconds(60));
        Machine.Until(() => Row(job).HasEnded);
    }
}
