using System.Data.Common;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;

namespace OrleansJobs.Silo.Storage;

/// <summary>Reads of what is stored of queues and counts.</summary>
internal sealed class QueueTable(Database database) : IQueueQueries
{
    /// <summary>What <see cref="Settings"/> and <see cref="Hold"/> read.</summary>
    public const string Columns = "concurrency, paused, max_depth, rules, held_until, breaker_until, breaker_trial";

    public const string One = $"SELECT {Columns} FROM queues WHERE name = $1";

    public const string Many = $"SELECT name, {Columns} FROM queues WHERE name > $1 ORDER BY name LIMIT $2";

    public Task<QueueRow?> ReadQueue(string queue, CancellationToken cancellationToken) => database.Read(
        async (session, token) => (await session.Command(One, queue).ReadAll(row => (QueueRow?)Row(queue, row, 0), token)).SingleOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<QueueRow>> ListQueues(string after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<QueueRow>>(
            async (session, token) => await session.Command(Many, after, limit).ReadAll(
                row => Row(row.GetString(0), row, 1), token),
            cancellationToken);

    public Task<QueueLoad> ReadLoad(string queue, DateTimeOffset now, CancellationToken cancellationToken) => database.Read(
        async (session, token) => new QueueLoad(
            await CountQuery.Read(session, null, queue, now, CountQuery.Bound, token),
            await WindowQuery.ReadOldest(session, queue, now, token),
            await EndCounts.Read(session, queue, now, token)),
        cancellationToken);

    public Task<JobCounts> CountJobs(string? kind, string? queue, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read((session, token) => CountQuery.Read(session, kind, queue, now, CountQuery.Bound, token), cancellationToken);

    public Task<QueueLine> ReadLine(string queue, QueueEntry entry, bool ofLane, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read((session, token) => LineQuery.Read(session, queue, entry, ofLane, now, token), cancellationToken);

    public Task<LaneLoads> ReadLanes(string queue, string after, int limit, bool? busy, CancellationToken cancellationToken) =>
        database.Read((session, token) => LaneLoadQuery.Read(session, queue, after, limit, busy, token), cancellationToken);

    public Task<bool> HasWorkNow(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read((session, token) => WorkQuery.IsLeft(session, now, token), cancellationToken);

    /// <summary>The settings in <see cref="Columns"/>, from the given one on.</summary>
    public static QueueSettings Settings(DbDataReader row, int column) =>
        QueueRulesText.Read(row.IsDBNull(column + 3) ? null : row.GetString(column + 3)) with
        {
            Concurrency = row.IsDBNull(column) ? null : row.GetInt32(column),
            Paused = row.GetBoolean(column + 1),
            MaxDepth = row.IsDBNull(column + 2) ? null : row.GetInt32(column + 2),
        };
    /// <summary>What holds it, in <see cref="Columns"/>, from the given one on.</summary>
    public static StoredHold Hold(DbDataReader row, int column) => new(
        StoredTime.Read(row, column + 4), StoredTime.Read(row, column + 5), row.IsDBNull(column + 6) ? null : JobRow.ReadId(row, column + 6));

    private static QueueRow Row(string name, DbDataReader row, int column) => new(name, Settings(row, column), Hold(row, column));
}
