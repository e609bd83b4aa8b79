using OrleansJobs.Datasets;

namespace OrleansJobs.Grains.Datasets;

/// <summary>Where uploaded datasets are kept.</summary>
public interface IDatasetStore
{
    /// <summary>What is stored of all datasets but their tables, in order of their names.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<DatasetReport>> List(CancellationToken cancellationToken);

    /// <summary>A dataset; null if there is none of this name.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<StoredDataset?> Read(string name, CancellationToken cancellationToken);

    /// <summary>Stores a dataset in place of the one of its name, if there are fewer than <paramref name="most"/> others.</summary>
    /// <returns>How often there was an upload of this name, this one included; null if there are too many datasets.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    Task<long?> Save(StoredDataset dataset, int most);
}
