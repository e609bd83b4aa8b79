namespace OrleansJobs.Grains.Schedules;

/// <summary>A run of a schedule that was due.</summary>
/// <param name="DueAt">When.</param>
/// <param name="JobId">Its job.</param>
public sealed record ScheduledRun(DateTimeOffset DueAt, Guid JobId)
{
    /// <summary>The run of a schedule for a due time.</summary>
    public static ScheduledRun Of(string schedule, DateTimeOffset dueAt) => new(dueAt.ToUniversalTime(), OrleansJobs.Jobs.JobId.OfRun(schedule, dueAt));
}
