using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Jobs that ask that no other job of their queue starts for a while.</summary>
public sealed class QueueHoldTests : HeldQueueTests
{
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
        Asked = context => context.HoldQueue(start.AddMinutes(5).AddSeconds(context.JobId.ToByteArray()[0]));
        var first = new TaskCompletionSource();
        Store.BeforeEpoch = () => first.Task;
        Seen.Open("ask");
        Machine.Go();
        first.SetResult();
        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
        Assert.Equal(start.AddMinutes(5).AddSeconds(Store.Rows.Max(row => row.Id.ToByteArray()[0])), Hold.Until);
        Assert.InRange(Machine.Run(() => Store.ReadEpoch("q", CancellationToken.None)) - epoch, 1, 2);
    }

    [Fact]
    public void A_success_while_half_open_leaves_the_hold_that_a_job_asked_for()
    {
        Open();
        Asked = context => context.HoldQueue(Now.AddMinutes(5));
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
        Assert.Equal("until", Assert.IsType<ArgumentOutOfRangeException>(Failure).ParamName);
    }

    [Fact]
    public void A_hold_that_the_store_does_not_take_is_told_to_the_job()
    {
        Store.BeforeEpoch = () => throw new StoreException("disk full", outcomeUnknown: false);
        Ask(context => context.HoldQueue(Now.AddMinutes(1)));
        Assert.IsType<IOException>(Failure);
        Assert.Equal(default, Hold);
    }

    [Fact]
    public void A_hold_whose_call_is_lost_is_told_to_the_job()
    {
        Network.Deliveries = call => call.MethodName == nameof(IQueueGrain.Hold) ? 0 : 1;
        Ask(context => context.HoldQueue(Now.AddMinutes(1)));
        Assert.IsType<IOException>(Failure);
    }

    [Fact]
    public void An_attempt_that_is_over_holds_nothing()
    {
        var job = Submit(Asks with { Timeout = TimeSpan.FromSeconds(1), Retry = Bad.Retry });
        Machine.Until(() => Row(job).HasEnded);
        Asked = context => context.HoldQueue(Now.AddMinutes(1));
        Seen.Open("ask");
        Machine.Until(() => Failure is not null);
        Assert.IsType<OperationCanceledException>(Failure);
        Assert.Equal(default, Hold);
    }
}
