namespace OrleansJobs.Grains.Schedules;

/// <summary>A schedule that has something to do.</summary>
public readonly record struct DueSchedule(string Name, DateTimeOffset At);
