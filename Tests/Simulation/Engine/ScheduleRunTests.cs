using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Schedules;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Which runs a schedule has, and when.</summary>
public sealed class ScheduleRunTests : ScheduleEngineTests
{
    [Fact]
    public void Each_due_time_has_one_run_when_it_is_due()
    {
        Put(EveryTen);
        Machine.Advance(65);
        var runs = Runs();
        Assert.InRange(runs.Count, 6, 7);
        Assert.All(runs, run => Assert.Equal((JobPhase.Succeeded, "s"), (run.Phase, run.Schedule)));
        Assert.All(runs, run => Assert.InRange(run.StartedAt!.Value - DueOf(run), TimeSpan.Zero, TimeSpan.FromMilliseconds(50)));
        Assert.Equal(runs.Select(DueOf).Distinct(), runs.Select(DueOf));
        var shown = Shown();
        Assert.Equal((DueOf(runs[^1]), runs[^1].Id, DueOf(runs[^1]).AddSeconds(10)), (shown.LastAt, shown.LastJob, shown.NextAt));
    }

    [Fact]
    public void Two_activations_give_a_due_time_one_run()
    {
        StartSilo();
        Store.BeforeWrite = _ => Task.Delay(TimeSpan.FromMilliseconds(30), Machine.Time);
        Put(EveryTen);
        Put(EveryTen with { Job = EveryTen.Job with { Priority = 1 } }, engine: 1);
        Machine.Advance(65);
        AssertNoneMissing(Runs(), 6);
    }

    [Fact]
    public void A_restart_loses_and_doubles_none()
    {
        Put(EveryTen);
        Machine.Advance(25);
        Engines[0].Dispose();
        Engines.Clear();
        Machine.Advance(31);
        StartSilo();
        Machine.Advance(12);
        AssertNoneMissing(Runs(), 6);
    }

    [Theory]
    [InlineData(MisfirePolicy.Once, 1)]
    [InlineData(MisfirePolicy.All, 30)]
    [InlineData(MisfirePolicy.Skip, 6)]
    public void After_a_long_rest_the_policy_says_which_runs_there_are(MisfirePolicy policy, int least)
    {
        Put(EveryTen with { Misfire = policy });
        Engines[0].Dispose();
        Engines.Clear();
        Machine.Advance(301);
        StartSilo();
        Machine.Advance(3);
        Assert.InRange(Runs().Count, least, least + 1);
    }

    [Fact]
    public void A_clock_that_is_set_back_or_ahead_doubles_no_run()
    {
        Put(EveryTen);
        Machine.Advance(35);
        var before = Runs().Count;
        Time.Shift = TimeSpan.FromSeconds(-30);
        Machine.Advance(25);
        Assert.Equal(before, Runs().Count);
        Time.Shift = TimeSpan.FromSeconds(100);
        Machine.Advance(5);
        Time.Shift = TimeSpan.Zero;
        Machine.Advance(150);
        AssertNoneMissing(Runs(), 20);
    }

    [Fact]
    public void A_run_that_fails_does_not_stop_its_schedule()
    {
        Put(EveryTen with { Job = new JobSpec { Kind = "fail", Queue = "two", Retry = new RetryRule { MaxAttempts = 1 } } });
        Machine.Advance(45);
        Assert.InRange(Runs().Count(run => run.Phase == JobPhase.Failed), 4, 5);
    }

    [Fact]
    public void A_kind_that_is_gone_is_told_of_and_does_not_stop_its_schedule()
    {
        StartSilo(services => services.AddJob<NoopTwo>("two"));
        Put(EveryTen with { Job = new JobSpec { Kind = "two" } }, engine: 1);
        Engines[1].Dispose();
        Engines.RemoveAt(1);
        Machine.Advance(25);
        Assert.Empty(Runs());
        Assert.Contains("kind", Shown().LastError);
        Put(EveryTen);
        Machine.Advance(15);
        Assert.NotEmpty(Runs());
        Assert.Null(Shown().LastError);
    }

    [Theory]
    [InlineData(OverlapPolicy.Skip)]
    [InlineData(OverlapPolicy.Queue)]
    public void Runs_that_must_not_meet_do_not(OverlapPolicy policy)
    {
        Put(EveryTen with { Overlap = policy, Job = Sleep(14) });
        Machine.Advance(100);
        var ended = Runs().Where(run => run.HasEnded).ToList();
        Assert.InRange(ended.Count, policy == OverlapPolicy.Skip ? 4 : 5, 6);
        Assert.All(ended.Zip(Runs().Skip(1)), pair => Assert.InRange(pair.Second.CreatedAt, pair.First.EndedAt!.Value, DateTimeOffset.MaxValue));
        if (policy == OverlapPolicy.Queue) AssertNoneMissing(Runs(), 6);
    }

    [Fact]
    public void A_run_that_goes_on_is_cancelled_for_the_next()
    {
        Put(EveryTen with { Overlap = OverlapPolicy.Cancel, Job = Sleep(60) });
        Machine.Advance(55);
        var runs = Runs();
        AssertNoneMissing(runs, 5);
        Assert.All(runs.SkipLast(1), run => Assert.Equal(JobPhase.Cancelled, run.Phase));
        Assert.Contains("next run of the schedule s", runs[0].CancelReason);
        Assert.Equal(JobPhase.Running, runs[^1].Phase);
    }

    [Fact]
    public void Jitter_and_delay_put_the_start_off_and_the_next_run_is_due_in_time()
    {
        Put(EveryTen with { Jitter = TimeSpan.FromSeconds(4), Job = EveryTen.Job with { Delay = TimeSpan.FromSeconds(2) } });
        Machine.Advance(200);
        var pauses = Runs().Where(run => run.StartedAt is not null).Select(run => (run.RunAt - DueOf(run)).TotalSeconds).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, 2, 6));
        Assert.InRange(pauses.Max() - pauses.Min(), 1, 4);
    }

    [Fact]
    public void Runs_wait_for_room_in_a_full_queue()
    {
        Machine.Run(() => Engines[0].Grains.GetGrain<IQueueGrain>("two").Configure(new QueueSettings { MaxDepth = 1, Paused = true }));
        Put(EveryTen);
        Machine.Advance(45);
        Assert.Single(Runs());
        Machine.Run(() => Engines[0].Grains.GetGrain<IQueueGrain>("two").SetPaused(false));
        Machine.Advance(20);
        AssertNoneMissing(Runs(), 5);
    }

    [Fact]
    public void A_store_that_fails_for_a_while_loses_no_run()
    {
        Put(EveryTen);
        var chance = new Random(1);
        Store.BeforeWrite = _ => chance.Next(2) == 0 ? throw new StoreException("It fails.", outcomeUnknown: chance.Next(2) == 0) : Task.CompletedTask;
        Machine.Advance(60);
        Store.BeforeWrite = null;
        Machine.Advance(15);
        AssertNoneMissing(Runs(), 6);
    }

    private sealed class NoopTwo : IJobHandler<NoInput, NoInput>
    {
        public Task<NoInput> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) => Task.FromResult(input);
    }
}
