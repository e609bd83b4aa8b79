using System.Collections.Immutable;

namespace OrleansJobs.Batches;

/// <summary>Some batches, the newest first.</summary>
[GenerateSerializer, Immutable, Alias("BatchPage")]
public sealed record BatchPage
{
    /// <summary>The batches.</summary>
    [Id(0)]
    public required ImmutableArray<Batch> Batches { get; init; }

    /// <summary>Where the next page begins; null if there is none.</summary>
    [Id(1)]
    public long? Next { get; init; }
}
