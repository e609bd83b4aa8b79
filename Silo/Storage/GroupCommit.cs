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
    private readonly StoreMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Action<OwnershipException> _lost;
    private readonly WriteQueue _queue;
    private readonly CountDeltas _counts = new();
    private readonly Thread _thread;
    private IDatabaseWriter? _writer;

    /// <summary>Starts the thread.</summary>
    /// <param name="driver">The database.</param>
    /// <param name="writer">The open connection.</param>
    /// <param name="open">Opens another one.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock of the longest wait.</param>
    /// <param name="metrics">What is told of commits.</param>
    /// <param name="logger">Where failures are told.</param>
    /// <param name="lost">Called when another process writes instead of this one.</param>
    public GroupCommit(
        IDatabaseDriver driver, IDatabaseWriter writer, Func<IDatabaseWriter> open, StorageOptions options, TimeProvider time, StoreMetrics metrics, ILogger logger,
        Action<OwnershipException> lost)
    {
        _driver = driver;
        _writer = writer;
        _open = open;
        _queue = new WriteQueue(options, time, driver.Place, logger);
        _metrics = metrics;
        _logger = logger;
        _lost = lost;
        _thread = new Thread(Run) { IsBackground = true, Name = "Storage writer" };
        _thread.Start();
    }

    /// <inheritdoc cref="WriteQueue.Add"/>
    public void Add(WorkItem item) => _queue.Add(item);

    /// <summary>Takes no more, commits what is queued, and closes the connection.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
    }

    private void Run()
    {
        var batch = new List<WorkItem>();
        while (_queue.Take(batch, _writer is null ? ReopenEvery : Timeout.InfiniteTimeSpan))
        {
            if (batch.Count > 0) Commit(batch);
            else Reopen();
        }

        Drop();
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
