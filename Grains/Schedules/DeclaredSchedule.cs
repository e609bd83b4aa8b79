using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>A schedule that the program itself wants to have.</summary>
internal sealed record DeclaredSchedule(string Name, ScheduleSpec Spec);
