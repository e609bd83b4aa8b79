using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using Xunit;

namespace OrleansJobs.Tests.Grains.Schedules;

/// <summary>What becomes of due times, with a schedule that is due every hour.</summary>
public sealed class ScheduleMachineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan MissedAfter = TimeSpan.FromMinutes(1);

    private static readonly ScheduleSpec Hourly = new() { Cron = "0 * * * *", Job = new JobSpec { Kind = "noop" } };

    [Fact]
    public void A_new_schedule_wakes_at_its_next_due_time()
    {
        var made = Made(Hourly, Noon);
        Assert.Equal((Noon.AddHours(1), Noon), (made.WakeAt, made.SettledUntil));
        Assert.Null(Made(Hourly with { EndsAt = Noon }, Noon).WakeAt);
    }

    [Fact]
    public void What_is_due_is_claimed_and_settled()
    {
        var claimed = Claim(Made(Hourly, Noon), Noon.AddHours(1).AddMilliseconds(3));
        Assert.Equal(Noon.AddHours(1), Assert.Single(claimed.Claimed));
        Assert.Equal(ScheduledRun.Of("s", Noon.AddHours(1)), claimed.Last);
        Assert.True(claimed.WakeAt <= Noon.AddHours(1).AddMilliseconds(3));

        var submitted = ScheduleMachine.Submitted(claimed, null, 2);
        Assert.Empty(submitted.Claimed);
        Assert.Equal(Noon.AddHours(2), submitted.WakeAt);
    }

    [Fact]
    public void Before_it_is_due_nothing_is_claimed()
    {
        var early = Claim(Made(Hourly, Noon), Noon.AddMinutes(59));
        Assert.Empty(early.Claimed);
        Assert.Equal(Noon.AddHours(1), early.WakeAt);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_due_time_due_again()
    {
        var ran = ScheduleMachine.Submitted(Claim(Made(Hourly, Noon), Noon.AddHours(3)), null, 2);
        var again = Claim(ran, Noon.AddHours(1).AddMinutes(30));
        Assert.Empty(again.Claimed);
        Assert.Equal((Noon.AddHours(3), Noon.AddHours(4)), (again.SettledUntil, again.WakeAt));
    }

    [Theory]
    [InlineData(MisfirePolicy.Once, "4")]
    [InlineData(MisfirePolicy.All, "1 2 3 4")]
    [InlineData(MisfirePolicy.Skip, "")]
    public void What_was_missed_has_the_runs_that_the_policy_says(MisfirePolicy policy, string hours)
    {
        var claimed = Claim(Made(Hourly with { Misfire = policy }, Noon), Noon.AddHours(4).AddMinutes(30));
        Assert.Equal(hours, string.Join(' ', claimed.Claimed.Select(due => (due - Noon).TotalHours)));
        Assert.Equal(Noon.AddHours(5), ScheduleMachine.Submitted(claimed, null, 2).WakeAt);
    }

    [Fact]
    public void What_is_late_by_less_than_a_miss_has_its_run_though_others_are_skipped()
    {
        var claimed = Claim(Made(Hourly with { Misfire = MisfirePolicy.Skip }, Noon), Noon.AddHours(4).AddSeconds(59));
        Assert.Equal(Noon.AddHours(4), Assert.Single(claimed.Claimed));
    }

    [Fact]
    public void Very_many_that_were_missed_have_their_runs_in_parts_of_a_hundred_the_oldest_first()
    {
        var schedule = Made(Hourly with { Misfire = MisfirePolicy.All }, Noon);
        var (now, runs, parts) = (Noon.AddHours(250), new List<DateTimeOffset>(), 0);
        while (schedule.WakeAt <= now)
        {
            schedule = Claim(schedule, now);
            Assert.InRange(schedule.Claimed.Length, 1, 100);
            runs.AddRange(schedule.Claimed);
            schedule = ScheduleMachine.Submitted(schedule, null, ++parts);
        }

        Assert.Equal(Enumerable.Range(1, 250).Select(hour => Noon.AddHours(hour)), runs);
        Assert.Equal(3, parts);
    }

    [Theory]
    [InlineData(OverlapPolicy.Allow, "1", false)]
    [InlineData(OverlapPolicy.Skip, "", false)]
    [InlineData(OverlapPolicy.Queue, "", false)]
    [InlineData(OverlapPolicy.Cancel, "1", true)]
    public void While_the_run_before_has_not_ended(OverlapPolicy policy, string hours, bool cancels)
    {
        var before = Made(Hourly with { Overlap = policy }, Noon) with { Last = ScheduledRun.Of("s", Noon) };
        var now = Noon.AddHours(1).AddSeconds(1);
        var claimed = Claim(before, now, lastRuns: true);
        Assert.Equal(hours, string.Join(' ', claimed.Claimed.Select(due => (due - Noon).TotalHours)));
        Assert.Equal(cancels ? before.Last.JobId : null, claimed.ToCancel);

        // One that waits is still open.
        Assert.Equal(policy == OverlapPolicy.Queue, claimed.SettledUntil < Noon.AddHours(1));
        Assert.True(policy == OverlapPolicy.Skip ? claimed.WakeAt == Noon.AddHours(2) : claimed.WakeAt <= now.AddSeconds(1));
    }

    [Fact]
    public void Runs_that_must_not_meet_are_claimed_one_by_one()
    {
        var spec = Hourly with { Overlap = OverlapPolicy.Queue, Misfire = MisfirePolicy.All };
        var first = Claim(Made(spec, Noon), Noon.AddHours(3));
        Assert.Equal(Noon.AddHours(1), Assert.Single(first.Claimed));
        var waits = Claim(ScheduleMachine.Submitted(first, null, 2), Noon.AddHours(3), lastRuns: true);
        Assert.Empty(waits.Claimed);
        Assert.Equal(Noon.AddHours(2), Assert.Single(Claim(waits, Noon.AddHours(3).AddSeconds(1)).Claimed));
    }

    [Fact]
    public void A_paused_schedule_is_never_due_and_goes_on_with_the_next_due_time()
    {
        var paused = ScheduleMachine.Pause(Made(Hourly, Noon), "holiday", Noon.AddMinutes(1), 2);
        Assert.Equal((true, "holiday", null), (paused.Paused, paused.PauseReason, paused.WakeAt));
        Assert.Empty(Claim(paused, Noon.AddHours(5)).Claimed);
        var resumed = ScheduleMachine.Resume(paused, Noon.AddHours(5).AddMinutes(1), 3);
        Assert.Equal((false, null, Noon.AddHours(6)), (resumed.Paused, resumed.PauseReason, resumed.WakeAt));
    }

    [Fact]
    public void Resuming_one_that_is_not_paused_takes_no_run_away()
    {
        var due = ScheduleMachine.Resume(Made(Hourly, Noon), Noon.AddHours(1).AddSeconds(1), 2);
        Assert.Equal(Noon.AddHours(1), Assert.Single(Claim(due, Noon.AddHours(1).AddSeconds(2)).Claimed));
    }

    [Fact]
    public void A_put_of_the_same_changes_nothing()
    {
        var made = Made(Hourly, Noon);
        var same = Hourly with { Job = new JobSpec { Kind = "noop", Tags = [] } };
        Assert.Same(made, Put(made, same, Noon.AddHours(1).AddSeconds(1)));
    }

    [Fact]
    public void A_put_of_another_job_takes_no_run_away_and_one_of_other_times_settles_those_that_passed()
    {
        var (made, now) = (Made(Hourly, Noon), Noon.AddHours(1).AddSeconds(1));
        var other = Put(made, Hourly with { Job = new JobSpec { Kind = "sleep" } }, now);
        Assert.Equal(Noon.AddHours(1), Assert.Single(Claim(other, now).Claimed));
        var later = Put(made, Hourly with { Cron = "0 */2 * * *" }, now);
        Assert.Empty(Claim(later, now).Claimed);
        Assert.Equal(Noon.AddHours(2), later.WakeAt);
    }

    [Fact]
    public void A_put_does_not_end_a_pause()
    {
        var paused = ScheduleMachine.Pause(Made(Hourly, Noon), "holiday", Noon, 2);
        Assert.True(Put(paused, Hourly with { Cron = "0 0 * * *" }, Noon).Paused);
    }

    [Fact]
    public void What_is_claimed_is_submitted_first_whatever_is_changed_meanwhile()
    {
        var claimed = Claim(Made(Hourly, Noon), Noon.AddHours(1));
        var paused = ScheduleMachine.Pause(claimed, null, Noon.AddHours(1), 2);
        Assert.Equal(claimed.Claimed, paused.Claimed);
        Assert.NotNull(paused.WakeAt);
        Assert.Null(ScheduleMachine.Submitted(paused, null, 3).WakeAt);
        Assert.Equal(claimed.Claimed, Put(claimed, Hourly with { Cron = "0 0 * * *" }, Noon.AddHours(1)).Claimed);
    }

    [Fact]
    public void A_run_that_cannot_be_submitted_is_tried_again_a_second_later()
    {
        var now = Noon.AddHours(1);
        Assert.Equal(now.AddSeconds(1), ScheduleMachine.PutOff(Claim(Made(Hourly, Noon), now), now, 2).WakeAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_did_not_succeed_in_time_is_overdue(bool succeeded)
    {
        var spec = Hourly with { ExpectWithin = TimeSpan.FromMinutes(10) };
        var ran = ScheduleMachine.Submitted(Claim(Made(spec, Noon), Noon.AddHours(1)), null, 2);
        Assert.Equal(Noon.AddHours(1).AddMinutes(10), ran.WakeAt);
        var looked = Claim(ran, Noon.AddHours(1).AddMinutes(10), succeeded: succeeded);
        Assert.Equal(succeeded ? null : Noon.AddHours(1), looked.Overdue);
        Assert.Equal(Noon.AddHours(2), looked.WakeAt);
    }

    [Fact]
    public void A_run_in_time_ends_the_alarm_of_one_before()
    {
        var spec = Hourly with { ExpectWithin = TimeSpan.FromMinutes(10) };
        var overdue = Made(spec, Noon) with { Overdue = Noon };
        var ran = ScheduleMachine.Submitted(Claim(overdue, Noon.AddHours(1)), null, 2);
        Assert.Equal(Noon, ran.Overdue);
        Assert.Null(Claim(ran, Noon.AddHours(1).AddMinutes(10), succeeded: true).Overdue);
    }

    [Fact]
    public void A_due_time_that_has_no_run_is_overdue()
    {
        var spec = Hourly with { ExpectWithin = TimeSpan.FromMinutes(10), Misfire = MisfirePolicy.Skip };
        Assert.NotNull(Claim(Made(spec, Noon), Noon.AddHours(1).AddMinutes(5)).Overdue);
    }

    [Fact]
    public void A_declared_one_is_marked_when_it_is_declared_no_more_and_unmarked_when_it_is_again()
    {
        var declared = ScheduleMachine.Put(null, "s", Hourly, ScheduleDeclaration.Present, Noon, 1);
        Assert.Equal(ScheduleDeclaration.Present, declared.Declaration);
        var gone = ScheduleMachine.Undeclare(declared, 2);
        Assert.Equal((ScheduleDeclaration.Gone, declared.WakeAt), (gone.Declaration, gone.WakeAt));
        Assert.Equal(ScheduleDeclaration.Present, ScheduleMachine.Put(gone, "s", Hourly, ScheduleDeclaration.Present, Noon, 3).Declaration);
        Assert.Equal(ScheduleDeclaration.None, Put(gone, Hourly, Noon).Declaration);
        var made = Made(Hourly, Noon);
        Assert.Same(made, ScheduleMachine.Undeclare(made, 2));
    }

    private static ScheduleRecord Made(ScheduleSpec spec, DateTimeOffset now) => Put(null, spec, now);

    private static ScheduleRecord Put(ScheduleRecord? before, ScheduleSpec spec, DateTimeOffset now) =>
        ScheduleMachine.Put(before, "s", spec, ScheduleDeclaration.None, now, 1);

    private static ScheduleRecord Claim(ScheduleRecord schedule, DateTimeOffset now, bool lastRuns = false, bool succeeded = false) =>
        ScheduleMachine.Claim(schedule, lastRuns, succeeded, now, MissedAfter, 7);
}
