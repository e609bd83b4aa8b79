using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>One change of one job's row, to be committed whole or not at all.</summary>
public sealed record JobWrite
{
    /// <summary>The row as it must be now (its sequence number and version are compared); null when the row must not exist.</summary>
    public required JobRecord? Before { get; init; }

    /// <summary>The row as it shall be.</summary>
    public required JobRecord After { get; init; }

    /// <summary>For a start: the epoch of the job's queue that must be current in the same transaction. Null for all else.</summary>
    public long? Epoch { get; init; }

    /// <summary>Jobs that are to hear of the end of this one; those that are already stay as they are.</summary>
    public ImmutableArray<Guid> Children { get; init; } = [];

    /// <summary>Whether it is the end for which children wait.</summary>
    public bool EndsParent => After is { HasEnded: true, HasChildren: true };

    /// <summary>The parents for which the job does not wait any more: what they have to tell it is dropped in the same commit.</summary>
    public IEnumerable<Guid> Settled => Before?.Awaits.Except(After.Awaits) ?? [];

    /// <summary>Steps that have been done, each with the series that it belongs to. One that is there already stays as it is.</summary>
    public ImmutableArray<(int Series, JobStep Step)> Steps { get; init; } = [];

    /// <summary>Log lines to append. A line with the same job, attempt and number that is there already stays.</summary>
    public ImmutableArray<JobLogLine> Log { get; init; } = [];
}
