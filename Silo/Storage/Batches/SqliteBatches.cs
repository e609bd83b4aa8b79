using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using SQLitePCL;

namespace OrleansJobs.Silo.Storage.Batches;

/// <summary>The counts of batches on SQLite's writing connection.</summary>
internal sealed class SqliteBatches(sqlite3 database) : IDisposable
{
    private readonly SqliteStatement _room = new(database, BatchCounts.Room);
    private readonly SqliteStatement _add = new(database, BatchCounts.Add);
    private readonly SqliteStatement _cancel = new(database, $"{BatchCounts.Cancel} parent = $3");
    private readonly SqliteStatement _complete = new(database, BatchCounts.Complete);
    private readonly Dictionary<Guid, long> _atStart = [];

    /// <summary>Forgets everything: a transaction begins.</summary>
    public void Clear() => _atStart.Clear();

    /// <summary>How many more jobs a batch takes; none if there is none. Looked up once a batch and transaction.</summary>
    public long RoomOf(Guid batch, BatchCounts counts)
    {
        if (!_atStart.TryGetValue(batch, out var room))
        {
            _room.Id(batch);
            _atStart[batch] = room = _room.Run() ?? 0;
        }

        return room - counts.Added(batch);
    }

    public void Save(BatchCounts counts)
    {
        foreach (var parent in counts.LostParents) Cancel(parent);
        foreach (var (batch, delta) in counts.Changes)
        {
            _add.Integer(delta.Total);
            _add.Integer(delta.Succeeded);
            _add.Integer(delta.Failed);
            _add.Integer(delta.Cancelled);
            _add.Id(batch);
            _add.Run();
            if (delta.At is not { } at) continue;
            _complete.Integer(StoredTime.From(at));
            _complete.Id(batch);
            if (_complete.Run() is not null) counts.Completes(batch);
        }
    }

    /// <summary>A batch whose jobs have all ended by now is completed by its grain.</summary>
    private void Cancel(JobRecord parent)
    {
        _cancel.Integer(StoredTime.From(parent.EndedAt ?? parent.RunAt));
        _cancel.Text(BatchView.ReasonOf(parent));
        _cancel.Id(parent.Id);
        _cancel.Run();
    }

    public void Dispose()
    {
        _cancel.Dispose();
        _room.Dispose();
        _add.Dispose();
        _complete.Dispose();
    }
}
