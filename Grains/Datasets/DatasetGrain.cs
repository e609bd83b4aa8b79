using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets.Csv;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// A dataset: answers from the version in memory, and puts an uploaded one in its place in one step once that is stored. So an
/// answer is of one version as a whole, and until the end of an upload of the one before.
/// </summary>
[Reentrant]
internal sealed class DatasetGrain(
    IDatasetStore store,
    DefaultDataset initial,
    UploadSlots slots,
    IAttemptExecutor executor,
    IOptions<DatasetOptions> options,
    TimeProvider time) : Grain, IDatasetGrain
{
    private readonly Dictionary<Guid, DatasetUpload> _uploads = [];
    private LoadedDataset? _current;
    private long _revision;

    private string Name => this.GetPrimaryKeyString();

    private bool IsFile => initial.IsFile && Name == DatasetName.Default;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!IsFile && await store.Read(Name, cancellationToken) is { } stored)
            _current = Loaded(stored.Report, Dataset.From(stored.Table));
        else if (Name == DatasetName.Default)
            _current = Loaded(initial.Value.Report, initial.Value.Dataset);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var upload in _uploads.Values) upload.Dispose();
        return Task.CompletedTask;
    }

    public Task<DatasetReport?> Get() => Task.FromResult(Current?.Report);

    public Task<DatasetTexts?> GetQuestions() => Task.FromResult(Current?.Questions);

    public Task<DatasetTexts?> GetLocations() => Task.FromResult(Current?.Locations);

    public Task<DatasetAnswer> Ask(DatasetQuestion question) =>
        Task.FromResult(Current?.Answer(question) ?? new DatasetAnswer.NoDataset());

    public Task<FieldError?> Check(DatasetQuestion question) =>
        Task.FromResult(Current is { } current ? current.Check(question) : new FieldError { Field = "dataset", Message = "does not exist" });

    public async Task<UploadResult?> Append(Guid upload, int number, ImmutableArray<byte> bytes)
    {
        if (number == 0 && !_uploads.ContainsKey(upload) && Begin(upload) is { } refusal) return refusal;
        if (!_uploads.TryGetValue(upload, out var known) || number > known.Next) return Lose(upload);
        if (number < known.Next) return null;
        try
        {
            if (await known.Append(bytes) is not { } fault) return null;
            await Abandon(upload);
            return Refusal(fault);
        }
        catch (OperationCanceledException)
        {
            return Lose(upload);
        }
    }

    public async Task<UploadResult> Finish(Guid upload, int pieces)
    {
        if (!_uploads.TryGetValue(upload, out var known) || known.Next != pieces) return Lose(upload);
        try
        {
            return await known.Finish() switch
            {
                CsvResult.Loaded loaded => await Store(new Dataset(loaded.Table)),
                CsvResult.Refused fault => Refusal(fault),
                _ => throw new InvalidOperationException("Unknown result of reading."),
            };
        }
        catch (OperationCanceledException)
        {
            return Lose(upload);
        }
        finally
        {
            await Abandon(upload);
        }
    }

    public Task Abandon(Guid upload)
    {
        if (_uploads.Remove(upload, out var known)) known.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The dataset. Anybody can ask for any name, so the grains of those that there are not are let go at once.</summary>
    private LoadedDataset? Current
    {
        get
        {
            if (_current is null && _uploads.Count == 0) DeactivateOnIdle();
            return _current;
        }
    }

    private UploadResult? Begin(Guid upload)
    {
        if (IsFile) return new UploadResult.FromFile();
        foreach (var (id, _) in _uploads.Where(other => other.Value.IsOver).ToList()) Abandon(id);
        if (!slots.TryTake()) return new UploadResult.Busy();
        _uploads.Add(upload, new DatasetUpload(executor, options.Value, time, slots.Release));
        return null;
    }

    private async Task<UploadResult> Store(Dataset dataset)
    {
        var report = LoadedDataset.ReportOf(Name, DatasetSource.Upload, time.Now(), dataset);
        try
        {
            if (await store.Save(new StoredDataset(report, DatasetBytes.Write(dataset.Table)), options.Value.Count) is not { } revision)
                return new UploadResult.TooMany();
            // Of two uploads at a time the later commit holds, whichever is heard of first.
            if (revision > _revision) (_current, _revision) = (Loaded(report, dataset), revision);
            return new UploadResult.Stored { Report = report, Created = revision == 1 && Name != DatasetName.Default };
        }
        catch (StoreException error)
        {
            // It may be stored all the same: the next activation reads what is true.
            DeactivateOnIdle();
            return new UploadResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }
    }

    private UploadResult.Lost Lose(Guid upload)
    {
        Abandon(upload);
        return new UploadResult.Lost();
    }

    private LoadedDataset Loaded(DatasetReport report, Dataset dataset) => new(report, dataset, options.Value.Answers);

    private static UploadResult.Refused Refusal(CsvResult.Refused fault) => new() { Line = fault.Line, Column = fault.Column, Message = fault.Message };
}
