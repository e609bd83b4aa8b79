using OrleansJobs.Datasets;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>The answer to GET /datasets.</summary>
/// <param name="Datasets">The datasets, in order of their names.</param>
public sealed record DatasetList(ImmutableArray<DatasetReport> Datasets);
