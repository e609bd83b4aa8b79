using Microsoft.Extensions.Options;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets.Csv;
using OrleansJobs.Grains.Datasets.Sample;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// What the dataset "default" is before anybody uploads: the configured file, which is read before the silo starts and cannot be
/// replaced, or the sample, which is made when it is first asked.
/// </summary>
internal sealed class DefaultDataset(IOptions<DatasetOptions> options, TimeProvider time)
{
    private readonly Lazy<(Dataset Dataset, DatasetReport Report)> _sample = new(() => Loaded(SampleDataset.Load(), DatasetSource.Sample, time));
    private (Dataset Dataset, DatasetReport Report)? _file;

    /// <summary>Whether it is a configured file.</summary>
    public bool IsFile => options.Value.Path is not null;

    /// <summary>The dataset.</summary>
    public (Dataset Dataset, DatasetReport Report) Value => _file ?? _sample.Value;

    /// <summary>Reads the configured file, if there is one.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; says why, for the person who starts the process.</exception>
    public async Task Load(CancellationToken cancellationToken)
    {
        if (options.Value.Path is not { } path) return;
        _file = await Read(path, cancellationToken) switch
        {
            CsvResult.Loaded loaded => Loaded(loaded.Table, DatasetSource.File, time),
            var refused => throw new InvalidDataException($"Datasets:Path: \"{path}\" cannot be used. {refused}"),
        };
    }

    private async Task<CsvResult> Read(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await CsvLoader.Load(File.OpenRead(path), options.Value, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Datasets:Path: \"{path}\" cannot be read: {error.Message}");
        }
    }

    private static (Dataset, DatasetReport) Loaded(DatasetTable table, DatasetSource source, TimeProvider time)
    {
        var dataset = new Dataset(table);
        return (dataset, LoadedDataset.ReportOf(DatasetName.Default, source, time.Now(), dataset));
    }
}
