using Npgsql;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Storage.Batches;

namespace OrleansJobs.Silo.Storage;

/// <summary>PostgreSQL's one writing connection of this process.</summary>
internal sealed class PostgreSqlWriter(NpgsqlConnection connection, Session session, IClaim claim) : IDatabaseWriter
{
    private const string Epochs = "SELECT name, epoch FROM queues WHERE name = ANY($1) ORDER BY name FOR SHARE";

    private const string Existing = "SELECT id FROM jobs WHERE id = ANY($1)";

    private const string Returning = " RETURNING seq";

    private static readonly string Insert = JobColumns.Insert + Returning;
    private static readonly string InsertNumbered = JobColumns.InsertNumbered("nextval('job_numbers')") + Returning + ", number";
    private static readonly string Update = JobColumns.Update + Returning;
    private static readonly string UpdateWithPayload = JobColumns.UpdateWithPayload + Returning;
    private static readonly string UpdateWithQueue = JobColumns.UpdateWithQueue + Returning;

    private readonly QueueRoom _room = new();
    private readonly PostgreSqlDependencies _dependencies = new(connection);
    private readonly PostgreSqlBatches _batches = new(connection);
    private NpgsqlTransaction? _transaction;

    public Session Session => session;

    public void LockMigrations() => session.Execute(AdvisoryLock.Migrate);

    public void Claim(string owner) => claim.Take(owner);

    public void Begin() => _transaction = connection.BeginTransaction();

    public void Write(IReadOnlyList<JobWork> jobs, CountDeltas counts)
    {
        var epochs = ReadQueues(jobs);
        var orphans = _dependencies.FindUnknown(jobs.Where(job => job.AddsChild));
        _batches.Learn(jobs);
        var (written, limited) = (new List<JobWork>(jobs.Count), new List<JobWork>());
        var refused = new List<(JobWork, CommitOutcome)>();
        foreach (var job in jobs)
        {
            if (job.Write.Epoch is { } epoch && epochs.GetValueOrDefault(job.Write.After.Queue) != epoch) job.Refuse(CommitOutcome.StaleEpoch);
            else if (job.AddsTo is { } batch && !_batches.TakePlace(batch)) refused.Add((job, CommitOutcome.BatchClosed));
            else if (job.AddsChild && orphans.Contains(job.Write.After.Id)) refused.Add((job, CommitOutcome.DependencyGone));
            else if (job.AddsWaiting && _room.Knows(job.Write.After.Queue)) limited.Add(job);
            else written.Add(job);
        }

        WriteRows(written, counts);
        WriteLimited(limited, counts);
        Refuse(refused);

        // Before other statements of the transaction, which may seal a batch.
        _batches.Save(counts.Batches);
    }

    public void Save(CountDeltas counts)
    {
        using var batch = new PostgreSqlBatch(connection);
        foreach (var (queue, kind, phase, delta) in counts.Changes)
        {
            batch.Add(CountDeltas.Upsert);
            batch.Text(queue);
            batch.Text(kind);
            batch.Integer((int)phase);
            batch.Integer(claim.Shard);
            batch.Integer(delta);
        }

        foreach (var (queue, period, count) in counts.Ends)
        {
            batch.Add(EndCounts.Upsert);
            batch.Text(queue);
            batch.Integer(EndCounts.SlotOf(period, claim.Shard));
            batch.Integer(period);
            batch.Integer(count);
        }

        if (!batch.IsEmpty) batch.Run().Dispose();
    }

    public void Commit()
    {
        _transaction!.Commit();
        _transaction = null;
    }

    public void Rollback()
    {
        _transaction?.Rollback();
        _transaction = null;
    }

    public void Dispose()
    {
        claim.Drop();
        session.Dispose();
    }

    /// <summary>
    /// Checks the claim and reads the epochs that starts depend on; both stay as they are until the commit. With them comes the room
    /// of queues that may get full, which nothing holds: a lock would make every submit wait for its queue's row.
    /// </summary>
    private Dictionary<string, long> ReadQueues(IReadOnlyList<JobWork> jobs)
    {
        var limited = jobs.Where(job => job.AddsWaiting).Select(job => job.Write.After.Queue).Distinct().ToArray();
        using var batch = new PostgreSqlBatch(connection);
        claim.AddCheck(batch);
        batch.Add(Epochs);
        batch.Texts([.. jobs.Where(job => job.Write.Epoch is not null).Select(job => job.Write.After.Queue).Distinct()]);

        if (limited.Length > 0)
        {
            batch.Add(QueueRoom.Many);
            batch.Texts(limited);
        }

        using var reader = batch.Run();
        claim.Check(reader);
        var epochs = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read()) epochs.Add(reader.GetString(0), reader.GetInt64(1));
        LearnRoom(reader, jobs);
        return epochs;
    }

    /// <summary>Only of queues that may have none left at the end: all others are written as if they had no limit.</summary>
    private void LearnRoom(NpgsqlDataReader reader, IReadOnlyList<JobWork> jobs)
    {
        _room.Clear();
        if (!reader.NextResult()) return;
        var most = jobs.Where(job => job.Write.After.Phase == JobPhase.Pending).CountBy(job => job.Write.After.Queue).ToDictionary();
        while (reader.Read())
        {
            var (queue, room) = (reader.GetString(0), reader.GetInt64(1));
            if (room < most[queue]) _room.Learn(queue, room);
        }
    }

    /// <summary>
    /// Inserts those for which there is room, in order. What is there already takes none, which is known only then: so once more,
    /// until no room is left or no job.
    /// </summary>
    private void WriteLimited(List<JobWork> jobs, CountDeltas counts)
    {
        while (jobs.Count > 0)
        {
            var room = jobs.Select(job => job.Write.After.Queue).Distinct().ToDictionary(queue => queue, queue => _room.Of(queue, counts));
            var fitting = jobs.ToLookup(job => room[job.Write.After.Queue]-- > 0);
            jobs = [.. fitting[false]];
            if (!fitting.Contains(true)) break;
            WriteRows([.. fitting[true]], counts);
        }

        Refuse([.. jobs.Select(job => (job, CommitOutcome.QueueFull))]);
    }

    private void Refuse(List<(JobWork Job, CommitOutcome Why)> refused)
    {
        if (refused.Count == 0) return;
        using var batch = new PostgreSqlBatch(connection);
        batch.Add(Existing);
        batch.Ids([.. refused.Select(one => one.Job.Write.After.Id)]);
        var existing = new HashSet<Guid>();
        using var reader = batch.Run();
        while (reader.Read()) existing.Add(reader.GetGuid(0));
        foreach (var (job, why) in refused) job.RefuseNew(why, existing.Contains(job.Write.After.Id));
    }

    private void WriteRows(List<JobWork> jobs, CountDeltas counts)
    {
        if (jobs.Count == 0) return;
        using var others = new PostgreSqlBatch(connection);
        var accepted = new List<JobWrite>(jobs.Count);
        using (var batch = new PostgreSqlBatch(connection))
        {
            foreach (var job in jobs) Add(batch, job);
            using var reader = batch.Run();
            foreach (var job in jobs)
            {
                if (reader.Read())
                {
                    Accept(job, reader.GetInt64(0), job.TakesNumber ? reader.GetInt64(1) : job.Write.After.Number, counts, others);
                    accepted.Add(job.Write);
                }
                else
                {
                    job.RefuseRow();
                }

                reader.NextResult();
            }
        }

        if (!others.IsEmpty) others.Run().Dispose();
        _dependencies.Write(accepted);
    }

    private static void Add(PostgreSqlBatch batch, JobWork job)
    {
        if (job.Write.Before is not { } before)
        {
            batch.Add(job.TakesNumber ? InsertNumbered : Insert);
            job.Row.WriteIdentity(batch);
            job.Row.WriteState(batch);
            job.Row.WritePayload(batch);
            return;
        }

        batch.Add(job.ChangesQueue ? UpdateWithQueue : job.ChangesPayload ? UpdateWithPayload : Update);
        job.Row.WriteState(batch);
        if (job.ChangesQueue || job.ChangesPayload) job.Row.WritePayload(batch);
        if (job.ChangesQueue) job.Row.WriteQueue(batch);
        batch.Integer(before.Seq);
        batch.Id(before.Id);
        batch.Integer(before.Version);
    }

    private static void Accept(JobWork job, long seq, long? number, CountDeltas counts, PostgreSqlBatch others)
    {
        foreach (var line in job.Write.Log)
        {
            others.Add(JobLogs.Insert);
            JobLogs.Write(others, seq, line);
        }

        foreach (var (series, step) in job.Steps)
        {
            others.Add(StepTable.Insert);
            StepTable.Write(others, seq, series, step);
        }

        if (job.ClearsTags)
        {
            others.Add(JobTags.Clear);
            others.Integer(seq);
        }

        foreach (var tag in job.NewTags)
        {
            others.Add(JobTags.Insert);
            others.Integer(seq);
            others.Text(tag);
        }

        job.Accept(seq, number, counts);
    }
}
