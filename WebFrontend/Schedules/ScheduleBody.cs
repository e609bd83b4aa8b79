using OrleansJobs.Schedules;

namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>The shape of the body of a new or replaced schedule.</summary>
/// <param name="Cron">
/// A cron expression of five fields (minute, hour, day of month, month, day of week) or six (seconds first), with names, ranges, steps, lists
/// and L, W, #; or @yearly, @monthly, @weekly, @daily, @hourly, @every_minute, @every_second.
/// </param>
/// <param name="Job">The job of each run, as in a submit, without runAt and expiresAt. Its delay counts from the due time.</param>
/// <param name="Zone">The IANA name of the time zone in which it is meant. A time that the clock skips runs at the moment of the jump, one that it repeats runs once.</param>
/// <param name="Misfire">Of due times missed by more than a minute: the latest has its run (once), each has (all), none has (skip).</param>
/// <param name="Overlap">While the run before has not ended: both run (allow), this one does not (skip), waits (queue), or that one is cancelled (cancel).</param>
/// <param name="Jitter">Runs start up to this much later than due; at most a day.</param>
/// <param name="StartsAt">No run is due before this time.</param>
/// <param name="EndsAt">No run is due after this time.</param>
/// <param name="ExpectWithin">A run that has not succeeded so long after it was due raises an alarm.</param>
internal sealed record ScheduleBody(
    string Cron,
    JobSpec Job,
    string Zone = "UTC",
    MisfirePolicy Misfire = MisfirePolicy.Once,
    OverlapPolicy Overlap = OverlapPolicy.Allow,
    TimeSpan? Jitter = null,
    DateTimeOffset? StartsAt = null,
    DateTimeOffset? EndsAt = null,
    TimeSpan? ExpectWithin = null);
