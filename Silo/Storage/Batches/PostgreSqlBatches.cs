using Npgsql;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage.Batches;

/// <summary>The counts of batches on PostgreSQL's writing connection.</summary>
internal sealed class PostgreSqlBatches(NpgsqlConnection connection)
{
    private const string Children = "SELECT id, parent FROM batches WHERE completed_at IS NULL AND parent = ANY($1)";

    private readonly Dictionary<Guid, long> _atStart = [];

    /// <summary>
    /// Learns how many jobs those batches take to which jobs are added, and keeps them as they are until the commit; and all others that may change
    /// with them, since locks are taken in one order only if they are taken together.
    /// </summary>
    public void Learn(IReadOnlyList<JobWork> jobs)
    {
        _atStart.Clear();
        if (jobs.All(job => job.AddsTo is null)) return;
        var batches = jobs.Select(job => job.Write.After.Batch).OfType<Guid>().Distinct().ToArray();
        using var batch = new PostgreSqlBatch(connection);
        batch.Add(BatchCounts.Rooms);
        batch.Ids(batches);
        using var reader = batch.Run();
        while (reader.Read()) _atStart[reader.GetGuid(0)] = reader.GetInt64(1);
    }

    /// <summary>Takes a place in a batch; false if it has none.</summary>
    public bool TakePlace(Guid batch)
    {
        if (_atStart.GetValueOrDefault(batch) <= 0) return false;
        _atStart[batch]--;
        return true;
    }

    public void Save(BatchCounts counts)
    {
        var changed = counts.Changes.ToDictionary();
        var cancelled = FindChildren(counts.LostParents);
        if (changed.Count + cancelled.Count == 0) return;
        using var batch = new PostgreSqlBatch(connection);

        // Sorted: two processes that change the same batches take their locks in the same order.
        foreach (var id in changed.Keys.Union(cancelled.Keys).Order())
        {
            if (cancelled.TryGetValue(id, out var parent)) Cancel(batch, id, parent);
            if (changed.TryGetValue(id, out var delta)) Add(batch, id, delta);
        }

        var ended = changed.Where(change => change.Value.At is not null).ToList();
        foreach (var (id, delta) in ended)
        {
            batch.Add(BatchCounts.Complete);
            batch.Integer(StoredTime.From(delta.At));
            batch.Id(id);
        }

        using var reader = batch.Run();
        foreach (var (id, _) in ended)
        {
            if (reader.Read()) counts.Completes(id);
            reader.NextResult();
        }
    }

    /// <summary>The batches that are to be cancelled as their parents are lost. None comes up meanwhile: who makes one holds the parent's row.</summary>
    private Dictionary<Guid, JobRecord> FindChildren(IReadOnlyList<JobRecord> parents)
    {
        if (parents.Count == 0) return [];
        using var batch = new PostgreSqlBatch(connection);
        batch.Add(Children);
        batch.Ids([.. parents.Select(parent => parent.Id)]);
        var byId = parents.ToDictionary(parent => parent.Id);
        var children = new Dictionary<Guid, JobRecord>();
        using var reader = batch.Run();
        while (reader.Read()) children.Add(reader.GetGuid(0), byId[reader.GetGuid(1)]);
        return children;
    }

    /// <summary>A batch whose jobs have all ended by now is completed by its grain.</summary>
    private static void Cancel(PostgreSqlBatch batch, Guid id, JobRecord parent)
    {
        batch.Add(BatchTable.CancelOne);
        batch.Integer(StoredTime.From(parent.EndedAt ?? parent.RunAt));
        batch.Text(BatchView.ReasonOf(parent));
        batch.Id(id);
    }

    private static void Add(PostgreSqlBatch batch, Guid id, BatchDelta delta)
    {
        batch.Add(BatchCounts.Add);
        batch.Integer(delta.Total);
        batch.Integer(delta.Succeeded);
        batch.Integer(delta.Failed);
        batch.Integer(delta.Cancelled);
        batch.Id(id);
    }
}
