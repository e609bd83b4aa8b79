using Microsoft.Data.Sqlite;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Storage.Batches;
using SQLitePCL;

namespace OrleansJobs.Silo.Storage;

/// <summary>SQLite's one writing connection.</summary>
internal sealed class SqliteWriter(SqliteConnection connection, Session session, SqliteClaim claim) : IDatabaseWriter
{
    // Of the counts: there is no other writer to keep out of the way of.
    private const long Shard = 0;

    private static readonly string InsertNumbered = JobColumns.InsertNumbered("(SELECT last + 1 FROM job_numbers)");

    // Only when the insert was done, so that a conflict uses up no number.
    private const string TakeNumber = "UPDATE job_numbers SET last = last + 1 RETURNING last";

    private const string Exists = "SELECT 1 FROM jobs WHERE id = $1";

    private readonly QueueRoom _room = new();
    private SqliteStatement? _owner;
    private SqliteStatement? _insert;
    private SqliteStatement? _insertNumbered;
    private SqliteStatement? _takeNumber;
    private SqliteStatement? _update;
    private SqliteStatement? _updateWithPayload;
    private SqliteStatement? _updateWithQueue;
    private SqliteStatement? _tag;
    private SqliteStatement? _clearTags;
    private SqliteStatement? _log;
    private SqliteStatement? _step;
    private SqliteStatement? _epoch;
    private SqliteStatement? _roomOf;
    private SqliteStatement? _exists;
    private SqliteDependencies? _dependencies;
    private SqliteBatches? _batches;
    private SqliteStatement? _count;
    private SqliteStatement? _ends;

    public Session Session => session;

    /// <summary>Nothing to do: a transaction that may write is alone.</summary>
    public void LockMigrations()
    {
    }

    public void Claim(string owner)
    {
        claim.Take(session, owner);
        var database = connection.Handle!;
        _owner = new SqliteStatement(database, "SELECT epoch FROM engine_owner");
        _insert = new SqliteStatement(database, JobColumns.Insert);
        _insertNumbered = new SqliteStatement(database, InsertNumbered);
        _takeNumber = new SqliteStatement(database, TakeNumber);
        _update = new SqliteStatement(database, JobColumns.Update);
        _updateWithPayload = new SqliteStatement(database, JobColumns.UpdateWithPayload);
        _updateWithQueue = new SqliteStatement(database, JobColumns.UpdateWithQueue);
        _tag = new SqliteStatement(database, JobTags.Insert);
        _clearTags = new SqliteStatement(database, JobTags.Clear);
        _log = new SqliteStatement(database, JobLogs.Insert);
        _step = new SqliteStatement(database, StepTable.Insert);
        _epoch = new SqliteStatement(database, "SELECT epoch FROM queues WHERE name = $1");
        _roomOf = new SqliteStatement(database, QueueRoom.One);
        _exists = new SqliteStatement(database, Exists);
        _dependencies = new SqliteDependencies(database);
        _batches = new SqliteBatches(database);
        _count = new SqliteStatement(database, CountDeltas.Upsert);
        _ends = new SqliteStatement(database, EndCounts.Upsert);
    }

    // IMMEDIATE: a lock that cannot be had is met here, where nothing is written yet. Not by a command, which would wait
    // in whole seconds.
    public void Begin() => Execute("BEGIN IMMEDIATE");

    public void Write(IReadOnlyList<JobWork> jobs, CountDeltas counts)
    {
        claim.Check(connection, _owner!.Run() ?? 0);
        _room.Clear();
        _batches!.Clear();
        foreach (var job in jobs) Write(job, counts);

        // Before other statements of the transaction, which may seal a batch.
        _batches.Save(counts.Batches);
    }

    public void Save(CountDeltas counts)
    {
        foreach (var (queue, kind, phase, delta) in counts.Changes)
        {
            _count!.Text(queue);
            _count.Text(kind);
            _count.Integer((int)phase);
            _count.Integer(Shard);
            _count.Integer(delta);
            _count.Run();
        }

        foreach (var (queue, period, count) in counts.Ends)
        {
            _ends!.Text(queue);
            _ends.Integer(EndCounts.SlotOf(period, Shard));
            _ends.Integer(period);
            _ends.Integer(count);
            _ends.Run();
        }
    }

    public void Commit() => Execute("COMMIT");

    public void Rollback()
    {
        // SQLite has rolled back by itself after some errors.
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) Execute("ROLLBACK");
    }

    public void Dispose()
    {
        SqliteStatement?[] statements = [_owner, _insert, _insertNumbered, _takeNumber, _update, _updateWithPayload, _updateWithQueue, _tag, _clearTags, _log, _step, _epoch, _roomOf, _exists, _count, _ends];
        foreach (var statement in statements) statement?.Dispose();
        _dependencies?.Dispose();
        _batches?.Dispose();
        session.Dispose();
    }

    private void Write(JobWork job, CountDeltas counts)
    {
        if (job.Write.Epoch is { } epoch && EpochOf(job.Write.After.Queue) != epoch)
        {
            job.Refuse(CommitOutcome.StaleEpoch);
            return;
        }

        if (RefusalOf(job, counts) is { } why)
        {
            job.RefuseNew(why, IsThere(job.Write.After.Id));
            return;
        }

        if ((job.Write.Before is { } before ? Update(job, before) : Insert(job)) is not { } seq)
        {
            job.RefuseRow();
            return;
        }

        foreach (var line in job.Write.Log)
        {
            JobLogs.Write(_log!, seq, line);
            _log!.Run();
        }

        foreach (var (series, step) in job.Steps)
        {
            StepTable.Write(_step!, seq, series, step);
            _step!.Run();
        }

        WriteTags(job, seq);
        _dependencies!.Write(job.Write);
        job.Accept(seq, job.TakesNumber ? _takeNumber!.Run() : job.Write.After.Number, counts);
    }

    /// <summary>Why a job cannot be made; null if it can, or is there already.</summary>
    private CommitOutcome? RefusalOf(JobWork job, CountDeltas counts) => job switch
    {
        { AddsWaiting: true } when RoomOf(job.Write.After.Queue, counts) <= 0 => CommitOutcome.QueueFull,
        { AddsTo: { } batch } when _batches!.RoomOf(batch, counts.Batches) <= 0 => CommitOutcome.BatchClosed,
        { AddsChild: true } when !_dependencies!.Have(job.Write.After) => CommitOutcome.DependencyGone,
        _ => null,
    };

    private void WriteTags(JobWork job, long seq)
    {
        if (job.ClearsTags)
        {
            _clearTags!.Integer(seq);
            _clearTags.Run();
        }

        foreach (var tag in job.NewTags)
        {
            _tag!.Integer(seq);
            _tag.Text(tag);
            _tag.Run();
        }
    }

    private long? Insert(JobWork job)
    {
        var statement = job.TakesNumber ? _insertNumbered! : _insert!;
        job.Row.WriteIdentity(statement);
        job.Row.WriteState(statement);
        job.Row.WritePayload(statement);
        statement.Run();
        return Changed ? raw.sqlite3_last_insert_rowid(connection.Handle) : null;
    }

    private long? Update(JobWork job, JobRecord before)
    {
        var statement = job.ChangesQueue ? _updateWithQueue! : job.ChangesPayload ? _updateWithPayload! : _update!;
        job.Row.WriteState(statement);
        if (job.ChangesQueue || job.ChangesPayload) job.Row.WritePayload(statement);
        if (job.ChangesQueue) job.Row.WriteQueue(statement);
        statement.Integer(before.Seq);
        statement.Id(before.Id);
        statement.Integer(before.Version);
        statement.Run();
        return Changed ? before.Seq : null;
    }

    // Cheaper than a statement that returns rows, by a quarter of the writer's time.
    private bool Changed => raw.sqlite3_changes(connection.Handle) > 0;

    private long? EpochOf(string queue)
    {
        _epoch!.Text(queue);
        return _epoch.Run();
    }

    /// <summary>Looked up once a queue and transaction, so that a queue without a limit costs its other jobs nothing.</summary>
    private long RoomOf(string queue, CountDeltas counts)
    {
        if (!_room.Knows(queue))
        {
            _roomOf!.Text(queue);
            _room.Learn(queue, _roomOf.Run());
        }

        return _room.Of(queue, counts);
    }

    private bool IsThere(Guid id)
    {
        _exists!.Id(id);
        return _exists.Run() is not null;
    }

    private void Execute(string text) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, text), connection.Handle);
}
