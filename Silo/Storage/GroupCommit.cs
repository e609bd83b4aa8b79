using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// The one writer of the database, a thread. What arrives while a commit is under way goes together in the next one.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Nobody is told that a write succeeded before its commit is on disk.</item>
/// <item>One that asks for something impossible fails alone: the batch is rolled back and committed in halves.</item>
/// <item>After any other failure the connection is dropped, all of the batch fails, and the next batch opens a new one.
/// So the writer recovers by itself when the database does.</item>
/// </list>
/// </remarks>
internal sealed partial class GroupCommit : IDisposable
{
    // While the connection is down, how often to try without a write that asks for it: ownership must come back by itself.
    private static readonly TimeSpan ReopenEvery = TimeSpan.FromSeconds(1);

    private readonly IDatabaseDriver _driver;
    private readonly Func<IDatabaseWriter> _open;
    private readonly StorageOptions _options;
    private readonly StoreMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Action<OwnershipException> _lost;
    private readonly object _gate = new();
    private readonly Queue<WorkItem> _queue = new();
    private readonly CountDeltas _counts = new();
    private readonly Thread _thread;
    private IDatabaseWriter? _writer;
    private bool _waiting;
    private bool _closed;

    /// <summary>Starts the thread.</summary>
    /// <param name="driver">The database.</param>
    /// <param name="writer">The open connection.</param>
    /// <param name="open">Opens another one.</param>
    /// <param name="options">Limits.</param>
    /// <param name="metrics">What is told of commits.</param>
    /// <param name="logger">Where failures are told.</param>
    /// <param name="lost">Called when another process writes instead of this one.</param>
    public GroupCommit(
        IDatabaseDriver driver, IDatabaseWriter writer, Func<IDatabaseWriter> open, StorageOptions options, StoreMetrics metrics, ILogger logger,
        Action<OwnershipException> lost)
    {
        _driver = driver;
        _writer = writer;
        _open = open;
        _options = options;
        _metrics = metrics;
        _logger = logger;
        _lost = lost;
        _thread = new Thread(Run) { IsBackground = true, Name = "Storage writer" };
        _thread.Start();
    }

    /// <summary>Queues the item, or fails it at once if too many wait already.</summary>
    public void Add(WorkItem item)
    {
        string? refusal;
        lock (_gate)
        {
            refusal = _closed ? "The store is closed."
                : _queue.Count >= _options.MaxQueuedWrites ? $"{_queue.Count} writes wait for their commit already; {StorageOptions.Section}:{nameof(StorageOptions.MaxQueuedWrites)} allows no more."
                : null;
            if (refusal is null)
            {
                _queue.Enqueue(item);
                if (_waiting) Monitor.Pulse(_gate);
            }
        }

        if (refusal is not null) item.Fail(new StoreException(refusal, outcomeUnknown: false));
    }

    /// <summary>Takes no more, commits what is queued, and closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        var batch = new List<WorkItem>();
        while (Take(batch))
        {
            if (batch.Count > 0) Commit(batch);
            else Reopen();
        }

        Drop();
    }

    /// <summary>Waits for something to do; leaves the batch empty when the connection should be looked after.</summary>
    private bool Take(List<WorkItem> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            _waiting = true;
            while (_queue.Count == 0 && !_closed)
            {
                if (!Monitor.Wait(_gate, _writer is null ? ReopenEvery : Timeout.InfiniteTimeSpan)) break;
            }

            _waiting = false;
            while (batch.Count < _options.MaxBatch && _queue.TryDequeue(out var item)) batch.Add(item);
            return batch.Count > 0 || !_closed;
        }
    }

    private void Reopen()
    {
        try
        {
            _writer ??= _open();
        }
        catch (Exception error)
        {
            Report(error, 0);
        }
    }

    private void Commit(List<WorkItem> batch)
    {
        var reused = _writer is not null;
        var began = _metrics.Now;
        try
        {
            _writer ??= _open();
            RunTransaction(_writer, batch);
        }
        catch (Exception error)
        {
            OnFailure(batch, error, reused);
            return;
        }

        try
        {
            _writer.Commit();
        }
        catch (Exception error)
        {
            Drop();
            Fail(batch, error, _driver.MayHaveCommitted(error));
            return;
        }

        _metrics.Committed(batch.Count, began);
        foreach (var item in batch) item.Acknowledge();
    }

    private void RunTransaction(IDatabaseWriter writer, List<WorkItem> batch)
    {
        _counts.Clear();
        writer.Begin();
        writer.Write([.. batch.OfType<JobWork>()], _counts);
        foreach (var work in batch.OfType<SqlWork>()) work.Run(writer.Session, _counts);
        writer.Save(_counts);
    }

    /// <summary>Nothing of the batch is committed, for certain.</summary>
    private void OnFailure(List<WorkItem> batch, Exception error, bool reused)
    {
        switch (_driver.Classify(error))
        {
            case Fault.Request:
                Rollback();
                FailAlone(batch, error);
                break;
            case Fault.ConnectionLost when reused:
                Drop();
                Commit(batch);
                break;
            default:
                Drop();
                Fail(batch, error, outcomeUnknown: false);
                break;
        }
    }

    /// <summary>Finds the item that cannot be done, by halves, so that the others are done all the same.</summary>
    private void FailAlone(List<WorkItem> batch, Exception error)
    {
        if (batch.Count == 1)
        {
            LogImpossible(error, _driver.Place);
            batch[0].Fail(error is DbException ? new StoreException($"{_driver.Place} refused a write: {error.Message}", outcomeUnknown: false, error) : error);
            return;
        }

        var half = batch.Count / 2;
        Commit(batch[..half]);
        Commit(batch[half..]);
    }

    private void Fail(List<WorkItem> batch, Exception error, bool outcomeUnknown)
    {
        Report(error, batch.Count);
        foreach (var item in batch)
            item.Fail(new StoreException($"{_driver.Place} failed: {error.Message}", outcomeUnknown, error));
    }

    private void Report(Exception error, int writes)
    {
        if (error is OwnershipException { IsFinal: true } end) _lost(end);
        else LogFailed(error, _driver.Place, writes);
    }

    private void Rollback()
    {
        try
        {
            _writer?.Rollback();
        }
        catch (Exception error)
        {
            LogFailed(error, _driver.Place, 0);
            Drop();
        }
    }

    private void Drop()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (Exception error)
        {
            LogFailed(error, _driver.Place, 0);
        }

        _writer = null;
    }

    [LoggerMessage(60, LogLevel.Error, "{Place} failed; {Count} writes are not acknowledged")]
    private partial void LogFailed(Exception error, string place, int count);

    [LoggerMessage(61, LogLevel.Error, "{Place} cannot do what one write asks for; the others of its commit are not affected")]
    private partial void LogImpossible(Exception error, string place);
}
