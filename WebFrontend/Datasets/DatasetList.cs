using System.Collections.Immutable;
using OrleansJobs.Datasets;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>The answer to GET /datasets.</summary>
public sealed record DatasetList
{
    /// <summary>The datasets, in order of their names.</summary>
    public required ImmutableArray<DatasetReport> Datasets { get; init; }
}
