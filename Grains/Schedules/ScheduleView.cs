using OrleansJobs.Grains.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>Shows a stored schedule to its callers.</summary>
internal static class ScheduleView
{
    public static Schedule Of(ScheduleRecord record) => new()
    {
        Name = record.Name,
        Spec = SealedJson.Is(record.Spec.Job.Input) ? record.Spec with { Job = record.Spec.Job with { Input = null } } : record.Spec,
        Paused = record.Paused,
        PauseReason = record.PauseReason,
        NextAt = record.Paused ? null : CronTimes.Of(record.Spec).Next(record.SettledUntil),
        LastAt = record.Last?.DueAt,
        LastJob = record.Last?.JobId,
        LastError = record.LastError,
        Overdue = record.Overdue,
        CreatedAt = record.CreatedAt,
        ChangedAt = record.ChangedAt,
        Version = record.Stamp,
        Declaration = record.Declaration,
    };
}
