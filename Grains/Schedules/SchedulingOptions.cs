namespace OrleansJobs.Grains.Schedules;

/// <summary>Configuration section "Scheduling".</summary>
public sealed class SchedulingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Scheduling";

    /// <summary>A due time whose run was not submitted so long after it is missed. Default 1 min.</summary>
    public TimeSpan MissedAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Due times of one backfill. Default 10,000.</summary>
    public int Backfill { get; set; } = 10_000;
}
