using System.Data.Common;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Silo.Storage;

/// <summary>The table of jobs, one typed row a job: the truth about every job, queue and count.</summary>
internal sealed class JobTable(Database database, IIdSource ids) : IJobStore, IQueueStore, IJobQueries, IRetentionStore
{
    public static readonly string ById = $"SELECT {JobColumns.All} FROM jobs j WHERE j.id = $1";

    public const string Running =
        "SELECT j.lane, j.cost, j.owner, j.crashes, j.on_probation, j.id, j.version, j.lease_until FROM jobs j WHERE j.phase = 1 AND j.queue = $1 ORDER BY j.id";

    public const string WithWork =
        "SELECT queue FROM job_counts WHERE phase IN (0, 1) GROUP BY queue HAVING SUM(count) > 0 ORDER BY queue";

    private const string NextEpoch =
        $"""
        INSERT INTO queues (name, epoch) VALUES ($1, 1)
        ON CONFLICT (name) DO UPDATE SET epoch = queues.epoch + 1
        RETURNING epoch, {QueueTable.Columns}
        """;

    public const string Epoch = "SELECT epoch FROM queues WHERE name = $1";

    private const string Replace =
        $"""
        INSERT INTO queues (name, epoch, concurrency, paused, max_depth, rules) VALUES ($1, 1, $2, $3, $4, CAST($5 AS text))
        ON CONFLICT (name) DO UPDATE
        SET epoch = queues.epoch + 1, concurrency = excluded.concurrency, paused = excluded.paused,
            max_depth = excluded.max_depth, rules = excluded.rules,
            breaker_until = CASE WHEN $6 THEN queues.breaker_until END, breaker_trial = CASE WHEN $6 THEN queues.breaker_trial END
        RETURNING epoch, {QueueTable.Columns}
        """;

    private const string Pause =
        $"""
        INSERT INTO queues (name, epoch, paused) VALUES ($1, 1, $2)
        ON CONFLICT (name) DO UPDATE
        SET epoch = queues.epoch + 1, paused = excluded.paused, held_until = CASE WHEN $2 THEN queues.held_until END,
            breaker_until = CASE WHEN $2 THEN queues.breaker_until END, breaker_trial = CASE WHEN $2 THEN queues.breaker_trial END
        RETURNING epoch, {QueueTable.Columns}
        """;

    private const string Holding =
        $"""
        INSERT INTO queues (name, epoch, held_until) VALUES ($1, 1, $2)
        ON CONFLICT (name) DO UPDATE
        SET epoch = queues.epoch + 1,
            held_until = CASE WHEN queues.held_until > excluded.held_until THEN queues.held_until ELSE excluded.held_until END
        RETURNING epoch, {QueueTable.Columns}
        """;

    public const string Break = "UPDATE queues SET epoch = epoch + 1, breaker_until = $1, breaker_trial = NULL WHERE name = $2 AND epoch = $3";

    public const string Trial = "UPDATE queues SET breaker_trial = $1 WHERE name = $2 AND epoch = $3";

    public ValueTask<JobRecord?> Read(Guid id, CancellationToken cancellationToken) => new(database.Read(
        async (session, token) => (await session.Command(ById, id).ReadAll(ReadWhole, token)).SingleOrDefault(),
        cancellationToken));

    public Task<JobCommit> Write(JobWrite write)
    {
        if (write.Before is { } before && !IsSameJob(before, write.After))
            throw new ArgumentException($"A write may not change what job {before.Id} is: its id, number, kind, tenant, debounce key, batch or time of creation.", nameof(write));
        return database.Write(write);
    }

    public Task<JobCommit> Delete(JobRecord row) => database.Write((session, counts) =>
    {
        if (session.Scalar(JobColumns.Delete, row.Id, row.Version) is not long seq) return new JobCommit(CommitOutcome.Conflict, 0);
        counts.Add(row, -1);
        return new JobCommit(CommitOutcome.Committed, seq);
    });

    public Task<QueueEpoch> TakeEpoch(string queue) => WriteQueue(NextEpoch, queue);

    public Task<QueueEpoch> ReplaceSettings(string queue, QueueSettings settings) =>
        WriteQueue(Replace, queue, settings.Concurrency, settings.Paused, settings.MaxDepth, QueueRulesText.Of(settings), settings.Breaker is not null);

    public Task<QueueEpoch> SetPaused(string queue, bool paused) => WriteQueue(Pause, queue, paused);

    public Task<QueueEpoch> Hold(string queue, DateTimeOffset until) => WriteQueue(Holding, queue, StoredTime.From(until));

    public Task<bool> SetBreaker(string queue, long epoch, DateTimeOffset? until) =>
        database.Write((session, _) => session.Execute(Break, StoredTime.From(until), queue, epoch) > 0);

    public Task<bool> SetTrial(string queue, long epoch, Guid job) =>
        database.Write((session, _) => session.Execute(Trial, job, queue, epoch) > 0);

    public Task<long> ReadEpoch(string queue, CancellationToken cancellationToken) => database.Read(
        async (session, token) => (await session.Command(Epoch, queue).ReadAll(row => row.GetInt64(0), token)).SingleOrDefault(),
        cancellationToken);

    public Task<QueueWindow> ReadWindow(string queue, string? pool, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.Read((session, token) => WindowQuery.Read(session, queue, pool, now, limit, token), cancellationToken);

    public Task<IReadOnlyList<RunningRow>> ReadRunning(string queue, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<RunningRow>>(
            async (session, token) => await session.Command(Running, queue).ReadAll(RunningEntry, token),
            cancellationToken);

    public Task<IReadOnlyList<string>> ListLanes(string queue, string? pool, string after, int limit, CancellationToken cancellationToken) =>
        database.Read((session, token) => LaneQuery.List(session, queue, pool, after, limit, token), cancellationToken);

    public Task<IReadOnlyList<LaneWindow>> ReadLanes(
        string queue, string? pool, IReadOnlyList<string> lanes, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.Read((session, token) => LaneQuery.Read(session, queue, pool, lanes, now, limit, token), cancellationToken);

    public Task<IReadOnlyList<string>> ListPools(string queue, string after, int limit, CancellationToken cancellationToken) =>
        database.Read((session, token) => WindowQuery.ListPools(session, queue, after, limit, token), cancellationToken);

    public Task<IReadOnlyList<LanePermits>> ReadPermits(string queue, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<LanePermits>>(
            async (session, token) => await session.Command(PermitTable.Read, queue, StoredTime.From(now)).ReadAll(PermitTable.Entry, token),
            cancellationToken);

    public Task<bool> SpendPermits(string queue, long epoch, IReadOnlyList<LanePermits> permits, DateTimeOffset now) =>
        database.Write((session, _) => PermitTable.Spend(session, queue, epoch, permits, now));

    public Task<IReadOnlyList<string>> QueuesWithWork(CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<string>>(
            async (session, token) => await session.Command(WithWork).ReadAll(row => row.GetString(0), token), cancellationToken);

    public Task<IReadOnlyList<JobRecord>> List(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read((session, token) => ListQuery.Read(session, filter, now, token), cancellationToken);

    public Task<JobSearch> Search(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read((session, token) => SearchQuery.Read(session, filter, now, token), cancellationToken);

    public Task<JobCount> Count(JobFilter filter, DateTimeOffset now, int looked, CancellationToken cancellationToken) =>
        database.Read((session, token) => SearchQuery.Count(session, filter, now, looked, token), cancellationToken);

    public Task<IReadOnlyList<JobLogLine>?> ReadLog(JobLogFilter filter, CancellationToken cancellationToken) =>
        database.Read((session, token) => JobLogs.Read(session, filter, token), cancellationToken);

    public Task<Guid?> FindDebounced(string tenant, string kind, string key, CancellationToken cancellationToken) =>
        database.Read((session, token) => DebounceQuery.Find(session, tenant, kind, key, token), cancellationToken);

    public Task<JobRecord?> ReadNumbered(long number, CancellationToken cancellationToken) =>
        database.Read(
            async (session, token) => (await session.Command(NumberQuery.One, number).ReadAll(ReadWhole, token)).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<NumberedJob>> ListNumbered(long after, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read((session, token) => NumberQuery.List(session, after, limit, now, token), cancellationToken);

    public Task<long> CountUnfinishedNumbered(CancellationToken cancellationToken) =>
        database.Read(NumberQuery.CountUnfinished, cancellationToken);

    public Task<int> Expire(DateTimeOffset now, RowTimes keep, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stamp = ids.NewStamp();
        return database.Write((session, counts) => RetentionQuery.Run(session, counts, now, keep, limit, stamp));
    }

    private JobRecord ReadWhole(DbDataReader row) => database.Sealing.Open(JobRow.Read(row, brief: false));

    private Task<QueueEpoch> WriteQueue(string text, params object?[] values) => database.Write(
        (session, _) => session.Query(row => new QueueEpoch(row.GetInt64(0), QueueTable.Settings(row, 1), QueueTable.Hold(row, 1)), text, values).Single());

    private static RunningRow RunningEntry(DbDataReader row) => new(
        JobRow.ReadId(row, 5), row.GetString(2), row.GetBoolean(4) || row.GetInt32(3) >= 2, row.GetInt64(6),
        row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? 1 : row.GetInt32(1), StoredTime.Read(row, 7));

    private static bool IsSameJob(JobRecord before, JobRecord after) =>
        before.Id == after.Id && before.Number == after.Number && before.Kind == after.Kind && before.Tenant == after.Tenant
        && before.DebounceKey == after.DebounceKey && before.Batch == after.Batch && before.CreatedAt == after.CreatedAt;
}
