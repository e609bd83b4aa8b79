using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>A store of datasets in memory, which can be out of order.</summary>
internal sealed class MemoryDatasetStore : IDatasetStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (StoredDataset Dataset, long Revision)> _rows = new(StringComparer.Ordinal);

    /// <summary>Whether every call fails. What is saved meanwhile is there all the same, as if its answer were lost.</summary>
    public bool Broken { get; set; }

    public Task<IReadOnlyList<DatasetReport>> List(CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        lock (_lock) return Task.FromResult<IReadOnlyList<DatasetReport>>([.. _rows.Values.Select(row => row.Dataset.Report)]);
    }

    public Task<StoredDataset?> Read(string name, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        lock (_lock) return Task.FromResult(_rows.TryGetValue(name, out var row) ? row.Dataset : null);
    }

    public Task<long?> Save(StoredDataset dataset, int most)
    {
        lock (_lock)
        {
            var name = dataset.Report.Name;
            if (_rows.Keys.Count(other => other != name) >= most) return Task.FromResult<long?>(null);
            var revision = (_rows.TryGetValue(name, out var row) ? row.Revision : 0) + 1;
            _rows[name] = (dataset, revision);
            ThrowIfBroken();
            return Task.FromResult<long?>(revision);
        }
    }

    private void ThrowIfBroken()
    {
        if (Broken) throw new StoreException("broken", outcomeUnknown: true);
    }
}
