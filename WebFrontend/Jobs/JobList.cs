using System.Collections.Immutable;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>A page of jobs.</summary>
public sealed record JobList
{
    /// <summary>The jobs in the order asked for, without their inputs, results and attempts.</summary>
    public required ImmutableArray<Job> Jobs { get; init; }

    /// <summary>The parameter "cursor" of the next page; absent on the last one. The header Link has the whole address.</summary>
    public string? NextCursor { get; init; }
}
