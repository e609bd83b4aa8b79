using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>Some of the steps that a job has done.</summary>
[GenerateSerializer, Immutable, Alias("JobStepPage")]
public sealed record JobStepPage
{
    /// <summary>The steps, in order of their names.</summary>
    [Id(0)]
    public required ImmutableArray<JobStep> Steps { get; init; }

    /// <summary>The name behind which the next page begins; null on the last one.</summary>
    [Id(1)]
    public string? Next { get; init; }
}
