using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>What holds a queue: its breaker, and jobs that ask for it.</summary>
public sealed class QueueHoldTests : VirtualEngineTests
{
    private static readonly QueueBreaker TwoFail = new() { Failures = 1, Of = 2, Hold = TimeSpan.FromMinutes(1) };
    private static readonly JobSpec Good = new() { Kind = "noop", Queue = "q" };
    private static readonly JobSpec Bad = new() { Kind = "fail", Queue = "q", Retry = new RetryRule { MaxAttempts = 1 } };
    private static readonly JobSpec Waits = new() { Kind = "wait", Queue = "q" };

    private static readonly JobSpec Asks = new() { Kind = "ask", Queue = "q" };

    private Func<JobContext, Task> _asked = _ => Task.CompletedTask;
    private Exception? _failure;

    public QueueHoldTests()
    {
        StartOne();
        Configure(new QueueSettings { Breaker = TwoFail });
    }

    private DateTimeOffset Now => Time.GetUtcNow();

    private StoredHold Hold => Store.HoldOf("q");

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

    [Fact]
    public void A_job_holds_its_queue_durably_before_it_goes_on()
    {
        var until = Now.AddMinutes(5);
        StoredHold? seen = null;
        Ask(async context =>
        {
            await context.HoldQueue(until);
            seen = Hold;
        });
        Assert.Equal(new StoredHold(until, null, null), seen);
        var job = Submit(Good);
        Restart();
        AdvanceTo(until.AddSeconds(-0.1));
        Assert.Equal(JobPhase.Pending, Row(job).Phase);
        Machine.Until(() => Row(job).HasEnded);
        Assert.InRange(Row(job).StartedAt!.Value, until, until.AddSeconds(0.1));
    }

    [Fact]
    public void Of_two_holds_the_later_one_holds()
    {
        var start = Now;
        Ask(async context =>
        {
            foreach (var minutes in new[] { 2, 5, 3 }) await context.HoldQueue(start.AddMinutes(minutes));
        });
        Assert.Equal(start.AddMinutes(5), Hold.Until);
    }

    [Fact]
    public void Many_holds_at_once_are_few_commits()
    {
        var start = Now;
        for (var n = 0; n < 50; n++) Submit(Asks);
        var epoch = Machine.Run(() => Store.ReadEpoch("q", CancellationToken.None));
        _asked = context => context.HoldQueue(start.AddMinutes(5).AddSeconds(context.JobId.ToByteArray()[0]));
        Seen.Open("ask");
        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
        Assert.Equal(start.AddMinutes(5).AddSeconds(Store.Rows.Max(row => row.Id.ToByteArray()[0])), Hold.Until);
        Assert.InRange(Machine.Run(() => Store.ReadEpoch("q", CancellationToken.None)) - epoch, 1, 3);
    }

    [Fact]
    public void A_success_while_half_open_leaves_the_hold_that_a_job_asked_for()
    {
        Open();
        _asked = context => context.HoldQueue(Now.AddMinutes(5));
        Seen.Open("ask");
        Submit(Asks);
        var job = Submit(Good);
        Machine.Until(() => Hold.BreakerUntil is null);
        var until = Hold.Until!.Value;
        AdvanceTo(until.AddSeconds(-0.1));
        Assert.Equal(JobPhase.Pending, Row(job).Phase);
        Machine.Until(() => Row(job).HasEnded);
    }

    [Fact]
    public void A_hold_that_is_over_holds_nothing_and_one_of_more_than_thirty_days_is_refused()
    {
        Ask(async context =>
        {
            await context.HoldQueue(Now);
            await context.HoldQueue(DateTimeOffset.MinValue);
            Assert.Equal(default, Hold);
            await context.HoldQueue(Now.AddDays(30));
            Assert.Equal(Now.AddDays(30), Hold.Until);
            await context.HoldQueue(Now.AddDays(30).AddTicks(1));
        });
        Assert.Equal("until", Assert.IsType<ArgumentOutOfRangeException>(_failure).ParamName);
    }

    [Fact]
    public void A_hold_that_the_store_does_not_take_is_told_to_the_job()
    {
        Store.BeforeEpoch = () => throw new StoreException("disk full", outcomeUnknown: false);
        Ask(context => context.HoldQueue(Now.AddMinutes(1)));
        Assert.IsType<IOException>(_failure);
        Assert.Equal(default, Hold);
    }

    [Fact]
    public void A_hold_whose_call_is_lost_is_told_to_the_job()
    {
        Network.Deliveries = call => call.MethodName == nameof(IQueueGrain.Hold) ? 0 : 1;
        Ask(context => context.HoldQueue(Now.AddMinutes(1)));
        Assert.IsType<IOException>(_failure);
    }

    [Fact]
    public void An_attempt_that_is_over_holds_nothing()
    {
        var job = Submit(Asks with { Timeout = TimeSpan.FromSeconds(1), Retry = Bad.Retry });
        Machine.Until(() => Row(job).HasEnded);
        _asked = context => context.HoldQueue(Now.AddMinutes(1));
        Seen.Open("ask");
        Machine.Until(() => _failure is not null);
        Assert.IsType<OperationCanceledException>(_failure);
        Assert.Equal(default, Hold);
    }

    private SimulatedEngine StartOne() => Start(services =>
    {
        services.AddSingleton(new Asked(context => _asked(context), failure => _failure = failure));
        services.AddJob<AskingJob>("ask");
    });

    private void Restart()
    {
        Engines[0].Silo.Kill();
        StartOne();
        (Engines[0], Engines[^1]) = (Engines[^1], Engines[0]);
    }

    private void Configure(QueueSettings settings) =>
        Assert.IsType<QueueResult.Changed>(Machine.Run(() => Engines[0].Grains.GetGrain<IQueueGrain>("q").Configure(settings)));

    /// <summary>Two jobs fail, which opens the breaker until the time that is answered.</summary>
    private DateTimeOffset Open()
    {
        Submit(Bad);
        Submit(Bad);
        Machine.Until(() => Hold.BreakerUntil is not null);
        return Hold.BreakerUntil!.Value;
    }

    private void AdvanceTo(DateTimeOffset time) => Machine.Advance(time - Now);

    private JobRecord Row(Job job) => Store.Rows.Single(row => row.Id == job.Id);

    /// <summary>A job does this; what it throws is kept, and the job succeeds.</summary>
    private void Ask(Func<JobContext, Task> asked, string queue = "q")
    {
        _asked = asked;
        Seen.Open("ask");
        var job = Submit(Asks with { Queue = queue });
        Machine.Until(() => Row(job).HasEnded);
    }

    private sealed record Asked(Func<JobContext, Task> Do, Action<Exception> Fails);

    /// <summary>Kind "ask": waits for the test, and does what that says.</summary>
    private sealed class AskingJob(Asked asked, Seen seen) : IJobHandler<NoInput, string?>
    {
        public async Task<string?> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            await seen.Opened("ask");
            try
            {
                await asked.Do(context);
            }
            catch (Exception failure)
            {
                asked.Fails(failure);
            }

            return null;
        }
    }
}
