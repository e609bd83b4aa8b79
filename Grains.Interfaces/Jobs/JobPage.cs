using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>A part of a list of jobs.</summary>
[GenerateSerializer, Immutable, Alias("JobPage")]
public sealed record JobPage
{
    /// <summary>The jobs in the order asked for, without their inputs, results and attempts.</summary>
    [Id(0)]
    public required ImmutableArray<Job> Jobs { get; init; }

    /// <summary>Where the next page begins; null on the last one. A page may be short and still not the last.</summary>
    [Id(1)]
    public long? Next { get; init; }
}
