using System.Collections.Immutable;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>Everything that is stored of a schedule: its row. All times are UTC and whole microseconds.</summary>
public sealed record ScheduleRecord
{
    public required string Name { get; init; }
    public required ScheduleSpec Spec { get; init; }
    public ScheduleDeclaration Declaration { get; init; }
    public bool Paused { get; init; }
    public string? PauseReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Due times up to this one are settled: they have their runs, or will have none.</summary>
    public required DateTimeOffset SettledUntil { get; init; }

    /// <summary>Due times whose runs are to be submitted, in order.</summary>
    public ImmutableArray<DateTimeOffset> Claimed { get; init; } = [];

    /// <summary>The job that is to be cancelled before they are; null if there is none.</summary>
    public Guid? ToCancel { get; init; }

    /// <summary>The latest run that was due; null before the first.</summary>
    public ScheduledRun? Last { get; init; }

    /// <summary>The run that is looked at when its time to succeed is over; null if none is expected.</summary>
    public ScheduledRun? Expected { get; init; }

    /// <summary>The due time of the run that did not succeed in time.</summary>
    public DateTimeOffset? Overdue { get; init; }

    /// <summary>Why the latest due time has no run, if its job was refused.</summary>
    public string? LastError { get; init; }

    /// <summary>When the schedule next has something to do; null if never.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Random with every write: tells whether the row is still, or is already, that of a write.</summary>
    public required long Stamp { get; init; }
}
