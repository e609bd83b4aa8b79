namespace OrleansJobs.Grains.Schedules;

/// <summary>Configuration section "Schedules": one entry a schedule, by its name. They are made, or made so again, when a silo starts.</summary>
public sealed class SchedulesOptions : Dictionary<string, ScheduleOptions>
{
    /// <summary>The section's name.</summary>
    public const string Section = "Schedules";

    internal IEnumerable<DeclaredSchedule> Declared => this.Select(entry => new DeclaredSchedule(entry.Key, entry.Value.ToSpec()));
}
