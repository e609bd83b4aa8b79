using OrleansJobs.Jobs;

namespace OrleansJobs.Schedules;

/// <summary>When jobs are to be submitted, and which.</summary>
[GenerateSerializer, Immutable, Alias("ScheduleSpec")]
public sealed record ScheduleSpec
{
    /// <summary>
    /// A cron expression of five fields (minute, hour, day of month, month, day of week) or six (seconds first), with names, ranges, steps,
    /// lists and <c>L W #</c>, or one of <c>@yearly @monthly @weekly @daily @hourly @every_minute @every_second</c>.
    /// </summary>
    [Id(0)]
    public required string Cron { get; init; }

    /// <summary>
    /// The time zone, by its IANA name, in which the expression is meant. A time that the clock skips runs at the moment of the jump; one
    /// that it repeats runs once. Default UTC.
    /// </summary>
    [Id(1)]
    public string Zone { get; init; } = "UTC";

    /// <summary>The job of each run. Its delay counts from the due time.</summary>
    [Id(2)]
    public required JobSpec Job { get; init; }

    /// <summary>What becomes of due times that were missed. Default: the latest has its run.</summary>
    [Id(3)]
    public MisfirePolicy Misfire { get; init; }

    /// <summary>What becomes of a due time while the run before has not ended. Default: both run.</summary>
    [Id(4)]
    public OverlapPolicy Overlap { get; init; }

    /// <summary>Each run starts up to this much later than due, by chance that is the same however often it is asked; null: at once.</summary>
    [Id(5)]
    public TimeSpan? Jitter { get; init; }

    /// <summary>No run is due before this time.</summary>
    [Id(6)]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>No run is due after this time.</summary>
    [Id(7)]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>A run that has not succeeded so long after it was due raises an alarm; null: none does.</summary>
    [Id(8)]
    public TimeSpan? ExpectWithin { get; init; }
}
