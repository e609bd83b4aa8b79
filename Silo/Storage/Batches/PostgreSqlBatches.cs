using Npgsql;

namespace OrleansJobs.Silo.Storage.Batches;

/// <summary>The counts of batches on PostgreSQL's writing connection.</summary>
internal sealed class PostgreSqlBatches(NpgsqlConnection connection)
{
    private readonly Dictionary<Guid, long> _atStart = [];

    /// <summary>Learns how many jobs those batches take to which jobs are added, and keeps them as they are until the commit.</summary>
    public void Learn(IReadOnlyList<JobWork> jobs)
    {
        _atStart.Clear();
        var batches = jobs.Select(job => job.AddsTo).OfType<Guid>().Distinct().ToArray();
        if (batches.Length == 0) return;
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
        var changed = counts.Changes.ToList();
        if (changed.Count == 0) return;
        using var batch = new PostgreSqlBatch(connection);
        foreach (var (id, delta) in changed)
        {
            batch.Add(BatchCounts.Add);
            batch.Integer(delta.Total);
            batch.Integer(delta.Succeeded);
            batch.Integer(delta.Failed);
            batch.Integer(delta.Cancelled);
            batch.Id(id);
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
}
