using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>The life of a schedule as a pure function of its row, the time, and whether its latest run has ended.</summary>
/// <remarks>
/// Due times after <see cref="ScheduleRecord.SettledUntil"/> are open. A claim settles those up to now, and names the ones that have
/// runs; it is stored before these are submitted, so of two activations one submits. What was claimed and perhaps not submitted is
/// submitted again, which makes no second job, as ids follow from due times. Nothing is due of a paused schedule; due times that pass
/// meanwhile are settled when it is resumed.
/// </remarks>
internal static class ScheduleMachine
{
    // Between two looks whether the run before has ended, or whether a full queue has room.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Runs of one claim; the next one has the others.
    private const int MostAtOnce = 100;

    /// <summary>The schedule as somebody wants it, new or changed.</summary>
    public static ScheduleRecord Put(
        ScheduleRecord? before, string name, ScheduleSpec spec, ScheduleDeclaration declaration, DateTimeOffset now, long stamp)
    {
        if (before is null)
        {
            return Wake(new ScheduleRecord
            {
                Name = name,
                Spec = spec,
                Declaration = declaration,
                CreatedAt = now,
                ChangedAt = now,
                SettledUntil = now,
                Stamp = stamp,
            });
        }

        if (before.Declaration == declaration && AreSame(before.Spec, spec)) return before;

        // Whoever says the same again, in the moment in which a run is due, must not take it away.
        var isSame = HaveSameTimes(before.Spec, spec);
        return Wake(before with
        {
            Spec = spec,
            Declaration = declaration,
            ChangedAt = now,
            SettledUntil = isSame ? before.SettledUntil : now,
            Expected = isSame ? before.Expected : null,
            Overdue = isSame ? before.Overdue : null,
            Stamp = stamp,
        });
    }

    public static ScheduleRecord Undeclare(ScheduleRecord before, long stamp) =>
        before.Declaration == ScheduleDeclaration.Present ? before with { Declaration = ScheduleDeclaration.Gone, Stamp = stamp } : before;

    public static ScheduleRecord Pause(ScheduleRecord before, string? reason, DateTimeOffset now, long stamp) =>
        Wake(before with { Paused = true, PauseReason = reason, ChangedAt = now, Stamp = stamp });

    public static ScheduleRecord Resume(ScheduleRecord before, DateTimeOffset now, long stamp) =>
        Wake(before with { Paused = false, PauseReason = null, SettledUntil = before.Paused ? now : before.SettledUntil, ChangedAt = now, Stamp = stamp });

    /// <summary>The schedule with the runs claimed that are due now, and whether the expected one is there.</summary>
    /// <param name="schedule">The row, in which nothing is claimed.</param>
    /// <param name="lastRuns">Whether its latest run has not ended.</param>
    /// <param name="expectedSucceeded">Whether the run that is expected has succeeded.</param>
    /// <param name="now">The time.</param>
    /// <param name="missedAfter">A due time so long ago is missed.</param>
    /// <param name="stamp">Of the write.</param>
    public static ScheduleRecord Claim(
        ScheduleRecord schedule, bool lastRuns, bool expectedSucceeded, DateTimeOffset now, TimeSpan missedAfter, long stamp)
    {
        var looked = Look(schedule, expectedSucceeded, now) with { Stamp = stamp };
        var (spec, times) = (looked.Spec, CronTimes.Of(looked.Spec));
        if (looked.Paused || !(times.Next(looked.SettledUntil) <= now)) return Wake(looked);
        if (lastRuns && spec.Overlap == OverlapPolicy.Queue) return looked with { WakeAt = now + Patience };
        if (lastRuns && spec.Overlap == OverlapPolicy.Skip) return Wake(looked with { SettledUntil = now });

        var (runs, settled) = Due(times, spec, looked.SettledUntil, now, missedAfter);
        var after = looked with { SettledUntil = settled, LastError = null };
        if (runs.IsEmpty) return Wake(spec.ExpectWithin is null ? after : after with { Overdue = settled });
        return Wake(after with
        {
            Claimed = runs,
            ToCancel = lastRuns && spec.Overlap == OverlapPolicy.Cancel ? looked.Last!.JobId : null,
            Last = ScheduledRun.Of(schedule.Name, runs[^1]),
            Expected = spec.ExpectWithin is null ? null : looked.Expected ?? ScheduledRun.Of(schedule.Name, runs[0]),
        });
    }

    /// <summary>The schedule when the claimed runs have their jobs, or these were refused for good.</summary>
    public static ScheduleRecord Submitted(ScheduleRecord schedule, string? error, long stamp) =>
        Wake(schedule with { Claimed = [], ToCancel = null, LastError = error, Stamp = stamp });

    /// <summary>The schedule when the claimed runs could not be submitted now: they are tried again.</summary>
    public static ScheduleRecord PutOff(ScheduleRecord schedule, DateTimeOffset now, long stamp) =>
        schedule with { WakeAt = now + Patience, Stamp = stamp };

    /// <summary>Which of the open due times have runs, and up to when all are settled then.</summary>
    private static (ImmutableArray<DateTimeOffset> Runs, DateTimeOffset Settled) Due(
        CronTimes times, ScheduleSpec spec, DateTimeOffset settled, DateTimeOffset now, TimeSpan missedAfter)
    {
        var missed = now - missedAfter;
        var isLate = times.Next(settled) <= missed;
        if (isLate && spec.Misfire == MisfirePolicy.Once) return ([times.Latest(settled, now)!.Value], now);
        if (isLate && spec.Misfire == MisfirePolicy.Skip) settled = missed;

        // Where runs must not meet, the next one is looked at when this one is there.
        var most = spec.Overlap == OverlapPolicy.Allow ? MostAtOnce : 1;
        ImmutableArray<DateTimeOffset> runs = [.. times.Between(settled, now).Take(most + 1).Select(due => due.ToUniversalTime())];
        return runs.Length > most ? (runs.RemoveAt(most), runs[most - 1]) : (runs, now);
    }

    private static bool AreSame(ScheduleSpec spec, ScheduleSpec other) =>
        spec with { Job = other.Job } == other && JobFingerprint.Of(spec.Job) == JobFingerprint.Of(other.Job);

    private static bool HaveSameTimes(ScheduleSpec spec, ScheduleSpec other) =>
        (spec.Cron, spec.Zone, spec.StartsAt, spec.EndsAt) == (other.Cron, other.Zone, other.StartsAt, other.EndsAt);

    /// <summary>Looks whether the expected run is there, if it is time.</summary>
    private static ScheduleRecord Look(ScheduleRecord schedule, bool succeeded, DateTimeOffset now)
    {
        if (!(ExpectedUntil(schedule) <= now)) return schedule;
        return schedule with { Expected = null, Overdue = succeeded ? null : schedule.Expected!.DueAt };
    }

    private static DateTimeOffset? ExpectedUntil(ScheduleRecord schedule) => schedule.Expected?.DueAt + schedule.Spec.ExpectWithin;

    private static ScheduleRecord Wake(ScheduleRecord schedule)
    {
        if (!schedule.Claimed.IsEmpty) return schedule with { WakeAt = schedule.SettledUntil };
        var due = schedule.Paused ? null : CronTimes.Of(schedule.Spec).Next(schedule.SettledUntil)?.ToUniversalTime();
        var expected = ExpectedUntil(schedule);
        return schedule with { WakeAt = due < expected || expected is null ? due : expected };
    }
}
