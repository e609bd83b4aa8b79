using OrleansJobs.Schedules;

namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>A schedule as its callers see it: what was asked for, and how it goes on.</summary>
public sealed record ScheduleView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>A cron expression of five fields, or six with seconds first.</summary>
    public required string Cron { get; init; }

    /// <summary>The time zone in which it is meant.</summary>
    public required string Zone { get; init; }

    /// <summary>The job of each run.</summary>
    public required ScheduledJobView Job { get; init; }

    /// <summary>What becomes of due times that were missed.</summary>
    public required MisfirePolicy Misfire { get; init; }

    /// <summary>What becomes of a due time at which the run before has not ended.</summary>
    public required OverlapPolicy Overlap { get; init; }

    /// <summary>Runs start up to this much later than due.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>No run is due before this time.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>No run is due after this time.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>A run that has not succeeded so long after it was due raises an alarm.</summary>
    public TimeSpan? ExpectWithin { get; init; }

    /// <summary>Present: declared by the program or its configuration; gone: it was, but not when a silo last started. Absent: made by a request.</summary>
    public ScheduleDeclaration? Declaration { get; init; }

    /// <summary>Whether no run is due until it is resumed.</summary>
    public required bool Paused { get; init; }

    /// <summary>Why it is paused.</summary>
    public string? PauseReason { get; init; }

    /// <summary>The next due time; absent while it is paused, and if there will be none.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The due time of the latest run.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The job of the latest run.</summary>
    public Guid? LastJob { get; init; }

    /// <summary>Why the latest due time has no run, if its job was refused.</summary>
    public string? LastError { get; init; }

    /// <summary>The due time of the run that did not succeed in time.</summary>
    public DateTimeOffset? Overdue { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last changed it.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    internal static string TagOf(Schedule schedule) => string.Create(CultureInfo.InvariantCulture, $"\"{schedule.Version:x16}\"");

    internal static ScheduleView Of(Schedule schedule) => new()
    {
        Name = schedule.Name,
        Cron = schedule.Spec.Cron,
        Zone = schedule.Spec.Zone,
        Job = ScheduledJobView.Of(schedule.Spec.Job),
        Misfire = schedule.Spec.Misfire,
        Overlap = schedule.Spec.Overlap,
        Jitter = schedule.Spec.Jitter,
        StartsAt = schedule.Spec.StartsAt,
        EndsAt = schedule.Spec.EndsAt,
        ExpectWithin = schedule.Spec.ExpectWithin,
        Declaration = schedule.Declaration is ScheduleDeclaration.None ? null : schedule.Declaration,
        Paused = schedule.Paused,
        PauseReason = schedule.PauseReason,
        NextAt = schedule.NextAt,
        LastAt = schedule.LastAt,
        LastJob = schedule.LastJob,
        LastError = schedule.LastError,
        Overdue = schedule.Overdue,
        CreatedAt = schedule.CreatedAt,
        ChangedAt = schedule.ChangedAt,
    };
}
