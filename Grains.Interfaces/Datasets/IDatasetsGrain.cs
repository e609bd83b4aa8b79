using System.Collections.Immutable;

namespace OrleansJobs.Datasets;

/// <summary>The list of datasets. Any key does.</summary>
[Alias("IDatasetsGrain"), Repeatable]
public interface IDatasetsGrain : IGrainWithIntegerKey
{
    /// <summary>All datasets, in order of their names.</summary>
    [Alias("List")]
    Task<ImmutableArray<DatasetReport>> List();
}
