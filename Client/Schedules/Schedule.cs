namespace OrleansJobs.Client;

/// <summary>What a schedule shall be. What is null has its default.</summary>
/// <param name="Cron">A cron expression of five fields, or six with seconds first, or one such as <c>@daily</c>.</param>
/// <param name="Job">The job of each run, without <see cref="JobSpec.RunAt"/>, <see cref="JobSpec.ExpiresAt"/> and a key. Its delay counts from the due time.</param>
public sealed record ScheduleSpec(string Cron, JobSpec Job)
{
    /// <summary>The IANA name of the time zone in which it is meant. Default UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>What becomes of due times that were missed. Default <see cref="MisfirePolicy.Once"/>.</summary>
    public MisfirePolicy? Misfire { get; init; }

    /// <summary>What becomes of a due time at which the run before has not ended. Default <see cref="OverlapPolicy.Allow"/>.</summary>
    public OverlapPolicy? Overlap { get; init; }

    /// <summary>Runs start up to this much later than due; at most a day.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>No run is due before this time.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>No run is due after this time.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>A run that has not succeeded so long after it was due raises an alarm.</summary>
    public TimeSpan? ExpectWithin { get; init; }
}

/// <summary>A schedule, as the server knew it when it answered.</summary>
public sealed record Schedule
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The cron expression.</summary>
    public required string Cron { get; init; }

    /// <summary>The time zone in which it is meant.</summary>
    public required string Zone { get; init; }

    /// <summary>The job of each run.</summary>
    public required JobSpec Job { get; init; }

    /// <summary>What becomes of due times that were missed.</summary>
    public MisfirePolicy Misfire { get; init; }

    /// <summary>What becomes of a due time at which the run before has not ended.</summary>
    public OverlapPolicy Overlap { get; init; }

    /// <summary>Runs start up to this much later than due.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>No run is due before this time.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>No run is due after this time.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>A run that has not succeeded so long after it was due raises an alarm.</summary>
    public TimeSpan? ExpectWithin { get; init; }

    /// <summary>Whether the server's program or configuration declares it; null: it was made by a request.</summary>
    public ScheduleDeclaration? Declaration { get; init; }

    /// <summary>Whether no run is due until it is resumed.</summary>
    public bool Paused { get; init; }

    /// <summary>Why it is paused.</summary>
    public string? PauseReason { get; init; }

    /// <summary>The next due time; null while it is paused, and if there will be none.</summary>
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
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last changed it.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>What becomes of due times that passed while nobody could start their runs.</summary>
public enum MisfirePolicy
{
    /// <summary>A policy that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>The latest of them has its run, the others have none.</summary>
    Once,

    /// <summary>Each has its run, the oldest first.</summary>
    All,

    /// <summary>None has a run.</summary>
    Skip,
}

/// <summary>What becomes of a due time at which the run before it has not ended.</summary>
public enum OverlapPolicy
{
    /// <summary>A policy that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>Its run starts beside that one.</summary>
    Allow,

    /// <summary>It has no run.</summary>
    Skip,

    /// <summary>It waits for the end of that one.</summary>
    Queue,

    /// <summary>That one is cancelled.</summary>
    Cancel,
}

/// <summary>Whether the server's program or configuration declares a schedule.</summary>
public enum ScheduleDeclaration
{
    /// <summary>A word that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Present,

    /// <summary>It did once. The schedule goes on until it is removed.</summary>
    Gone,
}

internal sealed record SchedulePage(IReadOnlyList<Schedule> Schedules, string? NextCursor) : IPage<Schedule>
{
    [JsonIgnore]
    public IReadOnlyList<Schedule> Items => Schedules;
}

internal sealed record PreviewReply(IReadOnlyList<DateTimeOffset> Times);

internal sealed record BackfillBody(DateTimeOffset From, DateTimeOffset To);

internal sealed record BackfillReply(int Runs);
