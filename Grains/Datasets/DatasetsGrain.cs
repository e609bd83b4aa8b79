using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansJobs.Datasets;

namespace OrleansJobs.Grains.Datasets;

/// <summary>Tells which datasets there are, without waking any. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class DatasetsGrain(IDatasetStore store, DefaultDataset initial) : Grain, IDatasetsGrain
{
    public async Task<ImmutableArray<DatasetReport>> List()
    {
        var stored = await store.List(CancellationToken.None);
        if (!initial.IsFile && stored.Any(IsDefault)) return [.. stored];
        return [.. stored.Where(report => !IsDefault(report)).Append(initial.Value.Report).OrderBy(report => report.Name, StringComparer.Ordinal)];
    }

    private static bool IsDefault(DatasetReport report) => report.Name == DatasetName.Default;
}
