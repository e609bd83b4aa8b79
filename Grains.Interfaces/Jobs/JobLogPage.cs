using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>A part of a job's log.</summary>
[GenerateSerializer, Immutable, Alias("JobLogPage")]
public sealed record JobLogPage
{
    /// <summary>The lines, by attempt and number.</summary>
    [Id(0)]
    public required ImmutableArray<JobLogLine> Lines { get; init; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    [Id(1)]
    public JobLogPosition? Next { get; init; }
}
