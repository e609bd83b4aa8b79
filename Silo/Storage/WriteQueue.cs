using Microsoft.Extensions.Logging;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// What waits for the writer. What is about jobs that are there goes before new jobs. When the store is slow, new ones are refused
/// while an earlier one still waits, before their callers give up and the memory fills.
/// </summary>
internal sealed partial class WriteQueue(StorageOptions options, TimeProvider time, string place, ILogger logger)
{
    private readonly object _gate = new();
    private readonly Queue<WorkItem> _changes = new();
    private readonly Queue<(JobWork Work, long Since)> _newJobs = new();
    private bool _waiting;
    private bool _closed;
    private bool _isBusy;

    private int Count => _changes.Count + _newJobs.Count;

    private bool IsLate => _newJobs.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) > options.MaxSubmitWait;

    /// <summary>Queues the item, or fails it at once if too much waits already.</summary>
    public void Add(WorkItem item)
    {
        StoreException? refusal;
        lock (_gate)
        {
            refusal = RefusalOf(item);
            if (refusal is null)
            {
                if (item is JobWork { IsNew: true } job) _newJobs.Enqueue((job, time.GetTimestamp()));
                else _changes.Enqueue(item);
                if (_waiting) Monitor.Pulse(_gate);
            }
        }

        if (refusal is not null) item.Fail(refusal);
    }

    /// <summary>Takes no more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for items and moves those of the next commit to the batch; leaves it empty when it has waited so long.</summary>
    /// <returns>Whether there may be more: false when it is closed and empty.</returns>
    public bool Take(List<WorkItem> batch, TimeSpan longest)
    {
        batch.Clear();
        lock (_gate)
        {
            _waiting = true;
            while (Count == 0 && !_closed)
            {
                if (!Monitor.Wait(_gate, longest)) break;
            }

            _waiting = false;
            while (batch.Count < options.MaxBatch && _changes.TryDequeue(out var change)) batch.Add(change);
            while (batch.Count < options.MaxBatch && _newJobs.TryDequeue(out var job)) batch.Add(job.Work);
            return batch.Count > 0 || !_closed;
        }
    }

    private StoreException? RefusalOf(WorkItem item)
    {
        if (_closed) return new StoreException("The store is closed.", outcomeUnknown: false);
        var isNew = item is JobWork { IsNew: true };
        var reason =
            Count >= options.MaxQueuedWrites ? $"{Count} writes wait for their commit already; {StorageOptions.Section}:{nameof(StorageOptions.MaxQueuedWrites)} allows no more."
            : isNew && IsLate ? $"A new job waits for its commit longer than {StorageOptions.Section}:{nameof(StorageOptions.MaxSubmitWait)} allows."
            : null;
        if (reason is not null && !_isBusy) LogBusy(place, Count, reason);
        if (reason is not null || isNew) _isBusy = reason is not null;
        return reason is null ? null : new StoreException(reason, outcomeUnknown: false) { IsBusy = true };
    }

    [LoggerMessage(64, LogLevel.Warning, "{Place} is slow: {Count} writes wait, and more are refused until it has caught up. {Reason}")]
    private partial void LogBusy(string place, int count, string reason);
}
