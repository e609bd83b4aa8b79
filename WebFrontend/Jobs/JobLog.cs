using System.Collections.Immutable;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>A page of a job's log.</summary>
public sealed record JobLog
{
    /// <summary>The lines, by attempt and number.</summary>
    public required ImmutableArray<JobLogLine> Lines { get; init; }

    /// <summary>The parameter "cursor" of the next page; absent on the last one. The header Link has the whole address.</summary>
    public string? NextCursor { get; init; }
}
