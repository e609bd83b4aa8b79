using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Schedules;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Schedules on silos that share a store, and do not know of each other where there are two.</summary>
public sealed class ScheduleRuleTests : VirtualEngineTests
{
    private static readonly ScheduleSpec EveryTen = new()
    {
        Cron = "*/10 * * * * *",
        Job = new JobSpec { Kind = "noop", Queue = "two" },
        Misfire = MisfirePolicy.All,
    };

    private readonly MemoryScheduleStore _schedules = new();

    public ScheduleRuleTests() => StartSilo();

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
        var pauses = Runs().Where(run => run.StartedAt is not null).Select(run => (run.RunAt - Second(run)).TotalSeconds).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, 2, 6));
        Assert.InRange(pauses.Max() - pauses.Min(), 1, 4);
    }

    [Fact]
    public void A_paused_one_has_no_runs_but_those_that_are_asked_for()
    {
        Put(EveryTen);
        Ask(schedule => schedule.Pause("holiday"));
        Machine.Advance(35);
        Assert.Empty(Runs());
        Assert.Equal("holiday", Shown().PauseReason);
        var id = Guid.NewGuid();
        var asked = Machine.Run(() => Schedule().Run(id));
        Assert.IsType<SubmitResult.Accepted>(Machine.Run(() => Schedule().Run(id)));
        Assert.Equal(id, Assert.IsType<SubmitResult.Accepted>(asked).Job.Id);
        Machine.Advance(1);
        Assert.Equal(id, Assert.Single(Runs()).Id);
        Ask(schedule => schedule.Resume());
        Machine.Advance(25);
        Assert.InRange(Runs().Count, 3, 4);
    }

    [Fact]
    public void A_removed_one_has_no_more_runs_and_one_of_its_name_begins_anew()
    {
        Put(EveryTen);
        Machine.Advance(15);
        var before = Runs().Count;
        Ask(schedule => schedule.Remove());
        Machine.Advance(30);
        Assert.Equal(before, Runs().Count);
        Assert.IsType<ScheduleResult.NotFound>(Machine.Run(() => Schedule().Pause(null)));
        Assert.Null(Machine.Run(() => Schedule().Run(Guid.NewGuid())));
        Put(EveryTen);
        Machine.Advance(25);
        Assert.InRange(Runs().Count, before + 2, before + 3);
    }

    [Fact]
    public void A_backfill_gives_each_due_time_of_the_range_a_run_once()
    {
        Put(EveryTen);
        Machine.Advance(35);
        var now = Time.GetUtcNow();
        Assert.Equal(1_000, Fill(now.AddSeconds(-10_000), now));
        Assert.Equal(1_000, Fill(now.AddSeconds(-10_000), now));
        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
        AssertNoneMissing(Runs(), 1_000);
    }

    [Fact]
    public void A_backfill_of_more_than_is_allowed_or_of_the_future_is_refused()
    {
        Put(EveryTen);
        var now = Time.GetUtcNow();
        Assert.Equal("to", Refusal(now.AddYears(-10), now));
        Assert.Equal("to", Refusal(now, now.AddSeconds(20)));
        Assert.Empty(Runs());
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

    [Fact]
    public void A_run_that_does_not_succeed_in_time_raises_the_alarm_until_one_does()
    {
        Put(EveryTen with { Job = Sleep(8), ExpectWithin = TimeSpan.FromSeconds(3) });
        Machine.Until(() => Shown().Overdue is not null);
        Put(EveryTen with { ExpectWithin = TimeSpan.FromSeconds(3) });
        Machine.Advance(25);
        Assert.Null(Shown().Overdue);
    }

    [Fact]
    public void One_that_is_not_due_soon_has_no_activation()
    {
        Put(EveryTen with { Cron = "0 0 1 1 *" });
        Machine.Advance(TimeSpan.FromMinutes(10));
        var before = _schedules.Reads;
        Machine.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(before, _schedules.Reads);
    }

    [Fact]
    public void Declared_ones_are_made_at_the_start_kept_over_the_next_and_marked_when_they_are_gone()
    {
        StartSilo(services => services.AddSchedule("a", EveryTen).Configure<SchedulesOptions>(schedules =>
            schedules["b"] = new ScheduleOptions { Cron = "0 0 1 1 *", Zone = "Europe/Berlin", Job = new ScheduledJobOptions { Kind = "sleep", Input = """{"duration":"PT1S"}""" } }));
        Machine.Advance(3);
        Assert.Equal((ScheduleDeclaration.Present, ScheduleDeclaration.Present), (Shown("a").Declaration, Shown("b").Declaration));
        var made = Shown("a");
        Machine.Run(() => Schedule("a").Pause("by hand"));

        StartSilo(services => services.AddSchedule("a", EveryTen));
        Machine.Advance(3);
        Assert.Equal((ScheduleDeclaration.Present, ScheduleDeclaration.Gone), (Shown("a").Declaration, Shown("b").Declaration));
        Assert.Equal((made.CreatedAt, true), (Shown("a").CreatedAt, Shown("a").Paused));
        Assert.NotNull(Shown("b").NextAt);
    }

    private void StartSilo(Action<IServiceCollection>? configure = null) => Start(services =>
    {
        services.AddSingleton<IScheduleStore>(_schedules);
        configure?.Invoke(services);
    });

    private void Put(ScheduleSpec spec, int engine = 0) => Ask(schedule => schedule.Put(spec), engine);

    private void Ask(Func<IScheduleGrain, Task<ScheduleResult>> change, int engine = 0) =>
        Assert.IsType<ScheduleResult.Changed>(Machine.Run(() => change(Engines[engine].Grains.GetGrain<IScheduleGrain>("s"))));

    private IScheduleGrain Schedule(string name = "s") => Engines[0].Grains.GetGrain<IScheduleGrain>(name);

    private Schedule Shown(string name = "s") => Machine.Run(() => Engines[0].Grains.GetGrain<IScheduleQueryGrain>(0).Get(name))!;

    private int Fill(DateTimeOffset from, DateTimeOffset to)
    {
        var (runs, after) = (0, (DateTimeOffset?)from);
        while (after is { } next)
        {
            var done = Assert.IsType<BackfillResult.Done>(Machine.Run(() => Schedule().Backfill(next, to)));
            (runs, after) = (runs + done.Runs, done.Next);
        }

        return runs;
    }

    private string Refusal(DateTimeOffset from, DateTimeOffset to) =>
        Assert.Single(Assert.IsType<BackfillResult.Invalid>(Machine.Run(() => Schedule().Backfill(from, to))).Errors).Field;

    private List<JobRecord> Runs() => [.. Store.Rows.Where(row => row.Schedule is not null).OrderBy(row => row.RunAt)];

    private static JobSpec Sleep(int seconds) =>
        new() { Kind = "sleep", Queue = "two", Input = Json.Parse(string.Create(CultureInfo.InvariantCulture, $"{{\"duration\":\"PT{seconds}S\"}}")) };

    private static DateTimeOffset DueOf(JobRecord run) => run.RunAt;

    private static DateTimeOffset Second(JobRecord run) => DateTimeOffset.FromUnixTimeSeconds((run.RunAt.ToUnixTimeSeconds() - 2) / 10 * 10);

    /// <summary>Ten seconds lie between the due times of two runs, and there are at least so many.</summary>
    private static void AssertNoneMissing(List<JobRecord> runs, int least)
    {
        Assert.InRange(runs.Count, least, int.MaxValue);
        var ids = runs.Select(run => run.Id).Order();
        var first = runs.Min(Planned);
        Assert.Equal(Enumerable.Range(0, runs.Count).Select(n => JobId.OfRun("s", first.AddSeconds(10 * n))).Order(), ids);
    }

    // A run that was interrupted or waits for its next attempt has another time to run.
    private static DateTimeOffset Planned(JobRecord run)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(run.CreatedAt.ToUnixTimeSeconds() / 10 * 10);
        while (JobId.OfRun("s", at) != run.Id) at = at.AddSeconds(-10);
        return at;
    }

    private sealed class NoopTwo : IJobHandler<NoInput, NoInput>
    {
        public Task<NoInput> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) => Task.FromResult(input);
    }
}
