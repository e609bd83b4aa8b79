using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>A schedule in the configuration: see <see cref="ScheduleSpec"/>.</summary>
public sealed class ScheduleOptions
{
    /// <summary>The cron expression. Required.</summary>
    public string Cron { get; set; } = "";

    /// <summary>The IANA name of its time zone. Default UTC.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>The job of each run. Its kind is required.</summary>
    public ScheduledJobOptions Job { get; set; } = new();

    /// <summary>Once (default), All or Skip.</summary>
    public MisfirePolicy Misfire { get; set; }

    /// <summary>Allow (default), Skip, Queue or Cancel.</summary>
    public OverlapPolicy Overlap { get; set; }

    /// <summary>Each run starts up to this much later than due. Default: at once.</summary>
    public TimeSpan? Jitter { get; set; }

    /// <summary>No run is due before this time.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    /// <summary>No run is due after this time.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>A run that has not succeeded so long after it was due raises an alarm.</summary>
    public TimeSpan? ExpectWithin { get; set; }

    internal ScheduleSpec ToSpec() => new()
    {
        Cron = Cron,
        Zone = Zone,
        Job = Job.ToSpec(),
        Misfire = Misfire,
        Overlap = Overlap,
        Jitter = Jitter,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        ExpectWithin = ExpectWithin,
    };
}
