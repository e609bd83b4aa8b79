namespace OrleansJobs.Schedules;

/// <summary>A schedule as its callers see it.</summary>
[GenerateSerializer, Immutable, Alias("Schedule")]
public sealed record Schedule
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>When it submits jobs, and which.</summary>
    [Id(1)]
    public required ScheduleSpec Spec { get; init; }

    /// <summary>Whether no run is due until it is resumed.</summary>
    [Id(2)]
    public bool Paused { get; init; }

    /// <summary>Why it is paused, if somebody said.</summary>
    [Id(3)]
    public string? PauseReason { get; init; }

    /// <summary>The next due time; null if there will be none.</summary>
    [Id(4)]
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The due time of the latest run.</summary>
    [Id(5)]
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The job of the latest run.</summary>
    [Id(6)]
    public Guid? LastJob { get; init; }

    /// <summary>Why the latest due time has no run, if its job was refused.</summary>
    [Id(7)]
    public string? LastError { get; init; }

    /// <summary>The due time whose run did not succeed within <see cref="ScheduleSpec.ExpectWithin"/>; null if the latest that was looked at did.</summary>
    [Id(8)]
    public DateTimeOffset? Overdue { get; init; }

    /// <summary>When it was made.</summary>
    [Id(9)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last changed it.</summary>
    [Id(10)]
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Random with every change, runs included.</summary>
    [Id(11)]
    public required long Version { get; init; }

    /// <summary>Whether it comes from the program or its configuration.</summary>
    [Id(12)]
    public ScheduleDeclaration Declaration { get; init; }
}
