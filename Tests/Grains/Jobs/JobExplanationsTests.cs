using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>When a job that waits is likely to start.</summary>
public sealed class JobExplanationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly JobReason Full = new() { Code = ReasonCode.QueueFull, Detail = "" };

    [Fact]
    public void The_next_job_that_nothing_holds_starts_now() => Assert.Equal(Now, Predict(ahead: 0, finished: 0));

    [Fact]
    public void Others_start_by_the_pace_of_the_last_minute() => Assert.Equal(Now.AddSeconds(50), Predict(ahead: 99, finished: 120, Full));

    [Fact]
    public void No_faster_than_the_rate_of_the_queue() =>
        Assert.Equal(Now.AddSeconds(200), Predict(ahead: 99, finished: 120, Full, new QueueHold { Reasons = [], Interval = TimeSpan.FromSeconds(2) }));

    [Fact]
    public void Where_nothing_ends_or_lanes_go_by_their_own_nothing_is_predicted()
    {
        Assert.Null(Predict(ahead: 5, finished: 0, Full));
        Assert.Null(Predict(ahead: 5, finished: 9, Full, new QueueHold { Reasons = [], HasLanes = true }));
        Assert.Null(Predict(ahead: 5, finished: 9, new JobReason { Code = ReasonCode.Paused, Detail = "" }));
    }

    [Fact]
    public void Nothing_starts_before_what_holds_the_queue_ends()
    {
        var held = new JobReason { Code = ReasonCode.Held, Detail = "", Until = Now.AddMinutes(5) };
        var open = new JobReason { Code = ReasonCode.BreakerOpen, Detail = "", Until = Now.AddMinutes(1) };
        Assert.Equal(Now.AddMinutes(5), JobExplanations.OfWaiting(new QueueHold { Reasons = [held, open] }, default, isKnown: true, Now).PredictedStart);
        Assert.Equal(Now.AddMinutes(5).AddSeconds(50), Predict(ahead: 99, finished: 120, held));
        Assert.Null(Predict(ahead: 99, finished: 0, held));
        Assert.Null(Predict(ahead: 0, finished: 120, open with { Until = null }));
    }

    [Fact]
    public void A_place_behind_more_jobs_than_were_counted_is_at_least_that()
    {
        var explained = JobExplanations.OfWaiting(new QueueHold { Reasons = [Full] }, new QueueLine(QueueLine.MostCounted, 1), isKnown: true, Now);
        Assert.Equal((50_001L, true), (explained.Position, explained.Estimated));
    }

    [Fact]
    public void A_kind_that_nobody_handles_is_told() =>
        Assert.Equal(ReasonCode.NoHandler, JobExplanations.OfWaiting(new QueueHold { Reasons = [] }, default, isKnown: false, Now).Reasons[0].Code);

    private static DateTimeOffset? Predict(long ahead, long finished, JobReason? reason = null, QueueHold? hold = null) =>
        JobExplanations.OfWaiting((hold ?? new QueueHold { Reasons = [] }) with { Reasons = reason is null ? [] : [reason] }, new QueueLine(ahead, finished), isKnown: true, Now).PredictedStart;
}
