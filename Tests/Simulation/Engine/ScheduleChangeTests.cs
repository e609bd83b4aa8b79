using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>What somebody does with a schedule.</summary>
public sealed class ScheduleChangeTests : ScheduleEngineTests
{
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
        var before = Schedules.Reads;
        Machine.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(before, Schedules.Reads);
    }

    [Fact]
    public void One_that_is_over_is_refused_unless_a_program_declares_it()
    {
        var over = EveryTen with { EndsAt = Time.GetUtcNow() };
        var refused = Assert.IsType<ScheduleResult.Invalid>(Machine.Run(() => Schedule().Put(over)));
        Assert.Equal("endsAt", Assert.Single(refused.Errors).Field);
        Ask(schedule => schedule.Declare(over));
        Assert.Null(Shown().NextAt);
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
}
