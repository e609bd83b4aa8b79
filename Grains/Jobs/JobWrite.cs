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

    /// <summary>Log lines to append. A line with the same job, attempt and number that is there already stays.</summary>
    public ImmutableArray<JobLogLine> Log { get; init; } = [];
}
