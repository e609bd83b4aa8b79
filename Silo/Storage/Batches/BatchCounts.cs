using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage.Batches;

/// <summary>What one transaction changes in the counts of batches, and how many more jobs they take in it.</summary>
internal sealed class BatchCounts
{
    /// <summary>How many jobs the batch $1 takes.</summary>
    public const string Room = $"SELECT {Left} FROM batches WHERE id = $1";

    /// <summary>The ids of the batches $1 and how many jobs each takes; they stay as they are until the commit.</summary>
    public const string Rooms = $"SELECT id, {Left} FROM batches WHERE id = ANY($1) ORDER BY id FOR UPDATE";

    /// <summary>Adds $1 to $4 to the counts of the batch $5: its jobs, and those that succeeded, failed and were cancelled.</summary>
    public const string Add =
        "UPDATE batches SET total = total + $1, succeeded = succeeded + $2, failed = failed + $3, cancelled = cancelled + $4 WHERE id = $5";

    /// <summary>Completes the batch $2 at $1 if it is time for that; returns a row if it did.</summary>
    public const string Complete =
        """
        UPDATE batches SET completed_at = $1, due_at = $1, all_succeeded = CASE WHEN succeeded = total THEN 1 ELSE 0 END
        WHERE id = $2 AND sealed = 1 AND completed_at IS NULL AND total = succeeded + failed + cancelled
        RETURNING 1
        """;

    /// <summary>Cancels at $1, for the reason $2, those which are meant by the condition that follows, unless they are completed.</summary>
    public const string Cancel =
        """
        UPDATE batches SET sealed = 1, cancelled_at = COALESCE(cancelled_at, $1), due_at = COALESCE(due_at, $1),
               cancel_reason = CASE WHEN cancelled_at IS NULL THEN CAST($2 AS text) ELSE cancel_reason END
        WHERE completed_at IS NULL AND
        """;

    private const string Left = "CAST(CASE WHEN sealed = 1 THEN 0 ELSE most - total END AS bigint)";

    private readonly Dictionary<Guid, BatchDelta> _deltas = [];
    private readonly HashSet<Guid> _completed = [];
    private readonly List<JobRecord> _lostParents = [];

    /// <summary>The changes, by batch.</summary>
    public IEnumerable<KeyValuePair<Guid, BatchDelta>> Changes => _deltas.Where(change => change.Value is not { Total: 0, Succeeded: 0, Failed: 0, Cancelled: 0 });

    /// <summary>The jobs whose handlers will not come back for the batches that they have made: those are to be cancelled.</summary>
    public IReadOnlyList<JobRecord> LostParents => _lostParents;

    /// <summary>How many jobs have been added to a batch.</summary>
    public int Added(Guid batch) => _deltas.GetValueOrDefault(batch).Total;

    /// <summary>A job is changed.</summary>
    public void Count(JobWrite write)
    {
        if (write.After.Batch is { } batch) _deltas[batch] = _deltas.GetValueOrDefault(batch).With(write.Before, write.After);
        if (BatchView.LosesChildren(write.Before, write.After)) _lostParents.Add(write.After);
    }

    /// <summary>The transaction completes this batch.</summary>
    public void Completes(Guid batch) => _completed.Add(batch);

    /// <summary>Whether the transaction completes this batch.</summary>
    public bool IsCompleted(Guid? batch) => batch is { } id && _completed.Contains(id);

    public void Clear()
    {
        _deltas.Clear();
        _completed.Clear();
        _lostParents.Clear();
    }
}
