using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Simulation.Store;

/// <summary>The batches of a world's database: what is committed.</summary>
internal sealed class BatchRows(Plant plant)
{
    private readonly Dictionary<Guid, BatchRecord> _rows = [];

    /// <summary>Told of every committed change of a batch.</summary>
    public Action<BatchRecord>? Changed { get; set; }

    /// <summary>Whether no batch has, or will have, something to do.</summary>
    public bool AreDone => _rows.Values.All(row => row is { CompletedAt: not null, DueAt: null });

    public BatchRecord? Read(Guid id) => _rows.GetValueOrDefault(id);

    public IReadOnlyList<BatchRecord> List(long before, int limit) =>
        [.. _rows.Values.Where(row => row.Seq < before).OrderByDescending(row => row.Seq).Take(limit)];

    public IReadOnlyList<Guid> ReadDue(int limit) =>
        [.. _rows.Values.Where(row => row.DueAt is not null).OrderBy(row => row.DueAt).Take(limit).Select(row => row.Id)];

    /// <summary>Whether a job may be made in the batch; of no batch it may.</summary>
    public bool HasRoom(Guid? batch) => batch is null || Read(batch.Value) is { Sealed: false } row && row.Total < row.Most;

    /// <summary>Counts a committed write of a job.</summary>
    /// <returns>Whether it completes the batch.</returns>
    public bool Count(JobRecord? before, JobRecord after)
    {
        if (after.Batch is not { } id || Read(id) is not { } row) return false;
        var delta = default(BatchDelta).With(before, after);
        if (delta is { Total: 0, Succeeded: 0, Failed: 0, Cancelled: 0 }) return false;
        if (plant == Plant.BatchEndsForgotten && after.HasEnded && row.Total % 2 == 0) return false;
        var counted = row with
        {
            Total = row.Total + delta.Total,
            Succeeded = row.Succeeded + delta.Succeeded,
            Failed = row.Failed + delta.Failed,
            Cancelled = row.Cancelled + delta.Cancelled,
        };
        return Put(delta.At is { } at ? Complete(counted, at) : counted).CompletedAt != row.CompletedAt;
    }

    /// <summary>Cancels what the handler of a job has fanned out to, if the job will not come back for it.</summary>
    public void CancelChildren(JobRecord? before, JobRecord after)
    {
        if (plant == Plant.ChildrenForgotten || !BatchView.LosesChildren(before, after)) return;
        foreach (var batch in _rows.Values.Where(row => row.Spec.Parent == after.Id && row.CompletedAt is null).ToList())
            Cancel(batch.Id, BatchView.ReasonOf(after), after.EndedAt ?? after.RunAt);
    }

    /// <param name="batch">The batch.</param>
    /// <param name="tokenOf">The token of the attempt of a job that runs.</param>
    public BatchRecord? Create(BatchRecord batch, Func<Guid, Guid?> tokenOf) =>
        batch.Spec.Parent is { } parent && tokenOf(parent) != batch.Spec.ParentToken ? null : Read(batch.Id) ?? Put(batch with { Seq = _rows.Count + 1 });

    public BatchRecord? Seal(Guid id, DateTimeOffset now) => Read(id) is { } row ? Put(Complete(row with { Sealed = true }, now)) : null;

    public BatchRecord? Cancel(Guid id, string? reason, DateTimeOffset now)
    {
        if (Read(id) is not { CompletedAt: null } row) return Read(id);
        var reasonKept = row.CancelledAt is null ? reason : row.CancelReason;
        return Put(Complete(row with { Sealed = true, CancelledAt = row.CancelledAt ?? now, CancelReason = reasonKept, DueAt = row.DueAt ?? now }, now));
    }

    public bool Settle(Guid id)
    {
        if (Read(id) is not { CompletedAt: not null } row) return false;
        Put(row with { DueAt = null });
        return true;
    }

    private BatchRecord Complete(BatchRecord row, DateTimeOffset now)
    {
        var left = row.Total - row.Succeeded - row.Failed - row.Cancelled - (plant == Plant.BatchesEndEarly ? 1 : 0);
        return row is { Sealed: true, CompletedAt: null } && left <= 0
            ? row with { CompletedAt = now, DueAt = now, AllSucceeded = row.Succeeded == row.Total }
            : row;
    }

    private BatchRecord Put(BatchRecord row)
    {
        _rows[row.Id] = row;
        Changed?.Invoke(row);
        return row;
    }
}
