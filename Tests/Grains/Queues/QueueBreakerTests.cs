using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>The breaker of a queue, and holds that jobs ask for.</summary>
public sealed class QueueBreakerTests
{
    private static readonly QueueBreaker HalfOfFour = new() { Failures = 0.5, Of = 4, Hold = TimeSpan.FromMinutes(1) };
    private static readonly QueueBreaker One = HalfOfFour with { Failures = 1, Of = 1 };
    private static readonly DateTimeOffset Later = Now.AddMinutes(1);

    private int _jobs;

    [Fact]
    public void It_opens_when_so_many_of_the_last_attempts_failed()
    {
        var queue = Queue(HalfOfFour);
        Assert.Null(Run(queue, true, false, false, false, true));
        Assert.Equal(new BreakerStep.Open(Later, 2, 4), Run(queue, true));
    }

    [Fact]
    public void With_fewer_attempts_than_it_counts_it_does_not_open()
    {
        var queue = Queue(HalfOfFour);
        Assert.Null(Run(queue, true, true, true));
        Assert.Equal(new BreakerStep.Open(Later, 3, 4), Run(queue, false));
    }

    [Theory]
    [InlineData(0.07, 100, 7)]
    [InlineData(0.1, 30, 3)]
    [InlineData(1.0 / 3, 3, 1)]
    [InlineData(0.35, 3, 2)]
    [InlineData(1, 3, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(double.Epsilon, 5, 1)]
    public void The_share_is_met_exactly(double failures, int of, int needed)
    {
        foreach (var failed in new[] { needed - 1, needed })
        {
            var queue = Queue(HalfOfFour with { Failures = failures, Of = of });
            Assert.Null(Run(queue, [.. Enumerable.Repeat(false, of - failed), .. Enumerable.Repeat(true, failed).Skip(1)]));
            Assert.Equal(failed == needed, Run(queue, failed > 0) is not null);
        }
    }

    [Fact]
    public void Each_attempt_counts_once_and_only_if_it_failed_or_succeeded()
    {
        var queue = Queue(HalfOfFour with { Of = 2, Failures = 1 });
        for (var n = 0; n < 5; n++) Assert.Null(End(queue, Start(queue), null));
        var job = Start(queue);
        for (var n = 0; n < 5; n++) Assert.Null(End(queue, job, true));
        Assert.NotNull(Run(queue, true));
    }

    [Fact]
    public void Nothing_starts_until_its_step_is_stored_and_then_until_its_time()
    {
        var queue = Queue(One);
        Run(queue, true);
        Wait(queue);
        AssertHeld(queue, Now, null);
        queue.Stepped();
        queue.Set(2, Rules(One), new StoredHold(null, Later, null));
        AssertHeld(queue, Now, Later);
        AssertHeld(queue, Later.AddMicroseconds(-1), Later);
        Assert.Single(queue.Dispatch(Later, Later));
    }

    [Fact]
    public void What_ends_before_its_step_is_stored_does_not_undo_it()
    {
        var queue = Queue(One);
        var (first, second) = (Start(queue), Start(queue));
        End(queue, first, true);
        Assert.NotNull(End(queue, second, false));
    }

    [Fact]
    public void Half_open_one_waiting_job_starts_and_its_success_closes()
    {
        var queue = HalfOpen();
        Wait(queue, 3);
        Assert.False(queue.Reserve(Id(++_jobs), null, null, 1, Later, Later));
        var trial = Assert.Single(queue.Dispatch(Later, Later));
        Assert.Empty(queue.Dispatch(Later, Later));
        Assert.Equal(new BreakerStep.Close(), End(queue, trial, false, Later));
        AssertHeld(queue, Later, null);
        queue.Stepped();
        queue.Set(2, Rules(One));
        Assert.Equal(2, queue.Dispatch(Later, Later).Count);
        Assert.True(queue.Reserve(Id(++_jobs), null, null, 1, Later, Later));
    }

    [Fact]
    public void A_failed_trial_opens_it_again()
    {
        var queue = HalfOpen();
        Wait(queue, 2);
        Assert.Equal(new BreakerStep.Open(Later.AddMinutes(1), 1, 1), End(queue, queue.Dispatch(Later, Later)[0], true, Later));
        Assert.Empty(queue.Dispatch(Later, Later));
    }

    [Fact]
    public void A_trial_that_says_nothing_lets_another_start()
    {
        var queue = HalfOpen();
        Wait(queue, 4);
        var first = Assert.Single(queue.Dispatch(Later, Later));
        Assert.Null(End(queue, first, null, Later));

        // The second was seen to run, and then no more: its news was lost.
        var second = Assert.Single(queue.Dispatch(Later, Later));
        queue.RunningRead([new RunningRow(second.JobId, "host", false, 2)], queue.BeginRead(), exact: false, Later);
        Assert.Empty(queue.Dispatch(Later, Later));
        queue.RunningRead([], queue.BeginRead(), exact: false, Later);
        var third = Assert.Single(queue.Dispatch(Later, Later));
        Assert.Null(End(queue, second, false, Later));
        Assert.Equal(new BreakerStep.Close(), End(queue, third, false, Later));
    }

    [Fact]
    public void What_began_before_it_opened_says_nothing_while_it_is_not_closed()
    {
        var queue = Queue(One);
        var (old, older) = (Start(queue), Start(queue));
        queue.Set(2, Rules(One), new StoredHold(null, Later, null));
        Assert.Null(End(queue, old, false));
        Wait(queue);
        var trial = Assert.Single(queue.Dispatch(Later, Later));
        Assert.Null(End(queue, older, true, Later));
        Assert.NotNull(End(queue, trial, true, Later));
    }

    [Fact]
    public void After_a_restart_a_trial_that_runs_is_waited_for()
    {
        var queue = Queue(One, new StoredHold(null, Now, Id(50)));
        queue.RunningRead([Row(50), Row(51)], queue.BeginRead(), exact: true, Now);
        Wait(queue);
        Assert.Empty(Dispatch(queue));
        Assert.Null(End(queue, Entry(51), false));
        Assert.Equal(new BreakerStep.Close(), End(queue, Entry(50), false));

        var next = Queue(One, new StoredHold(null, Now, Id(50)));
        next.RunningRead([Row(51)], next.BeginRead(), exact: true, Now);
        Wait(next);
        Assert.Single(Dispatch(next));
    }

    [Fact]
    public void Another_rule_counts_anew_and_without_one_nothing_is_held()
    {
        var queue = Queue(HalfOfFour);
        Run(queue, true, true, true);
        queue.Set(2, Rules(HalfOfFour));
        Assert.NotNull(Run(queue, true));
        queue.Set(3, Rules(HalfOfFour with { Of = 5 }));
        Assert.Null(Run(queue, true, true, true, true));

        queue.Set(4, Rules(null), new StoredHold(null, Later, null));
        Assert.Equal(BreakerStateOf(null, Later), (null, null));
        Wait(queue);
        Assert.Single(Dispatch(queue));
    }

    [Fact]
    public void A_clock_that_is_set_back_holds_no_longer_than_once_more()
    {
        var queue = Queue(One, new StoredHold(null, Later, null));
        Wait(queue);
        var earlier = Now.AddHours(-1);
        AssertHeld(queue, earlier, earlier.AddMinutes(1));
        queue.Set(2, Rules(One), new StoredHold(null, Later, null));
        Assert.Single(queue.Dispatch(earlier, earlier.AddMinutes(1)));
    }

    [Fact]
    public void A_hold_of_a_job_holds_with_and_without_a_breaker()
    {
        foreach (var (breaker, open, until) in new (QueueBreaker?, DateTimeOffset?, DateTimeOffset)[] { (null, null, Later), (One, Now.AddSeconds(5), Later), (One, Later, Later) })
        {
            var queue = Queue(breaker, new StoredHold(breaker is null || open < Later ? Later : Now.AddSeconds(5), open, null));
            Wait(queue);
            AssertHeld(queue, Now, until);
            AssertHeld(queue, until.AddMicroseconds(-1), until);
            Assert.Single(queue.Dispatch(until, until));
        }
    }

    [Fact]
    public void What_holds_a_queue_is_shown_with_the_later_of_its_ends()
    {
        Assert.Equal((BreakerState.Closed, null), BreakerStateOf(One, null));
        Assert.Equal((BreakerState.HalfOpen, null), BreakerStateOf(One, Now));
        Assert.Equal((BreakerState.Open, new QueueHeld { Until = Later, By = QueueHolder.Breaker }), BreakerStateOf(One, Later));
        Assert.Equal((BreakerState.Open, new QueueHeld { Until = Later, By = QueueHolder.Breaker }), BreakerStateOf(One, Later, Now.AddSeconds(5)));
        Assert.Equal((BreakerState.Open, new QueueHeld { Until = Later, By = QueueHolder.Job }), BreakerStateOf(One, Now.AddSeconds(5), Later));
        Assert.Equal((null, new QueueHeld { Until = Later, By = QueueHolder.Job }), BreakerStateOf(null, null, Later));
        Assert.Equal((null, null), BreakerStateOf(null, null, Now));
    }

    [Fact]
    public void A_job_that_waits_is_told_what_holds_its_queue()
    {
        var queue = Queue(One, new StoredHold(Now.AddSeconds(5), Later, null));
        Wait(queue, 2);
        var reasons = queue.Explain(Entry(_jobs), Now).Reasons;
        Assert.Equal([(ReasonCode.Held, Now.AddSeconds(5)), (ReasonCode.BreakerOpen, Later)], reasons.Select(reason => (reason.Code, reason.Until!.Value)));

        var trial = Assert.Single(queue.Dispatch(Later, Later));
        var reason = Assert.Single(queue.Explain(Entry(_jobs), Later).Reasons);
        Assert.Equal((ReasonCode.BreakerOpen, null, trial.JobId), (reason.Code, reason.Until, Assert.Single(reason.By!.Value)));
    }

    [Theory]
    [InlineData(0, 1, 1, "breaker.failures")]
    [InlineData(-0.5, 1, 1, "breaker.failures")]
    [InlineData(1.001, 1, 1, "breaker.failures")]
    [InlineData(double.NaN, 1, 1, "breaker.failures")]
    [InlineData(1, 0, 1, "breaker.of")]
    [InlineData(1, 10_001, 1, "breaker.of")]
    [InlineData(1, 1, 0.5, "breaker.hold")]
    [InlineData(1, 1, 2_592_000_001, "breaker.hold")]
    [InlineData(0, 0, 0, "breaker.failures", "breaker.of", "breaker.hold")]
    [InlineData(1, 10_000, 2_592_000_000)]
    [InlineData(0.0001, 1, 1)]
    public void A_breaker_out_of_range_is_refused(double failures, int of, double milliseconds, params string[] fields)
    {
        var breaker = new QueueBreaker { Failures = failures, Of = of, Hold = TimeSpan.FromMilliseconds(milliseconds) };
        Assert.Equal(fields, QueueSettingsRules.Check(new QueueSettings { Breaker = breaker }).Select(error => error.Field));
    }

    private static QueueRules Rules(QueueBreaker? breaker) => new(100) { Breaker = breaker };

    private static QueueMachine Queue(QueueBreaker? breaker, StoredHold hold = default)
    {
        var queue = Ready(100);
        queue.Set(1, Rules(breaker), hold);
        return queue;
    }

    private static QueueMachine HalfOpen() => Queue(One, new StoredHold(null, Later, null));

    private static (BreakerState?, QueueHeld?) BreakerStateOf(QueueBreaker? breaker, DateTimeOffset? open, DateTimeOffset? held = null)
    {
        var queue = new StoredHold(held, open, null).Show(QueueStatus.Of("q", new QueueSettings { Breaker = breaker }, 1), Now);
        return (queue.BreakerState, queue.Held);
    }

    private void Wait(QueueMachine queue, int jobs = 1)
    {
        for (var n = 0; n < jobs; n++) queue.Enqueued(Entry(++_jobs), Now);
    }

    private QueueEntry Start(QueueMachine queue)
    {
        Wait(queue);
        return Assert.Single(queue.Dispatch(Now, Now));
    }

    private static BreakerStep? End(QueueMachine queue, QueueEntry job, bool? failed, DateTimeOffset? now = null)
    {
        queue.Released(new SlotRelease { JobId = job.JobId, Version = job.Version + 2, Failed = failed });
        return queue.NextStep(now ?? Now);
    }

    /// <summary>Runs jobs one after the other; true stands for one that fails.</summary>
    private BreakerStep? Run(QueueMachine queue, params bool[] failed)
    {
        foreach (var fails in failed) End(queue, Start(queue), fails);
        return queue.NextStep(Now);
    }

    private void AssertHeld(QueueMachine queue, DateTimeOffset now, DateTimeOffset? until)
    {
        Assert.Empty(queue.Dispatch(now, now));
        Assert.Equal(until, queue.NextPermit);
        Assert.False(queue.Reserve(Id(++_jobs + 1_000), null, null, 1, now, now));
    }
}
