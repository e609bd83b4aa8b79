using System.Collections.Immutable;
using System.Data.Common;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Storage.Workers;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Reads the head of a queue. Rows of one priority stand in the index by time; so it steps from priority to priority (there
/// are at most 201) and takes of each only what is due. A million rows for midnight cost one step.
/// </summary>
internal static class WindowQuery
{
    /// <summary>The distinct priorities, high first; of each, the earliest due time that has come and that has not.</summary>
    public const string Priorities =
        """
        WITH RECURSIVE p (priority) AS (
            SELECT (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = $1 ORDER BY j.priority DESC LIMIT 1)
            UNION ALL
            SELECT (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = $1 AND j.priority < p.priority
                    ORDER BY j.priority DESC LIMIT 1)
            FROM p WHERE p.priority IS NOT NULL)
        SELECT p.priority,
               (SELECT j.run_at FROM jobs j WHERE j.phase = 0 AND j.queue = $1 AND j.priority = p.priority AND j.run_at <= $2
                ORDER BY j.run_at LIMIT 1),
               (SELECT j.run_at FROM jobs j WHERE j.phase = 0 AND j.queue = $1 AND j.priority = p.priority AND j.run_at > $2
                ORDER BY j.run_at LIMIT 1)
        FROM p WHERE p.priority IS NOT NULL ORDER BY p.priority DESC
        """;

    /// <summary>What <see cref="Entry"/> reads. Lane and cost stand first: so SQLite takes them from the index, and follows no long input to them.</summary>
    public const string Columns = "j.lane, j.cost, j.seq, j.priority, j.run_at, j.id, j.crashes, j.version";

    /// <summary>The due rows of one priority.</summary>
    public const string Due =
        $"""
        SELECT {Columns} FROM jobs j
        WHERE j.phase = 0 AND j.queue = $1 AND j.priority = $2 AND j.run_at <= $3
        ORDER BY j.run_at, j.seq LIMIT $4
        """;

    /// <inheritdoc cref="Priorities"/>
    public static readonly string OfferedPriorities = OfferedRows.OfLine(Priorities);

    /// <inheritdoc cref="Due"/>
    public static readonly string OfferedDue = OfferedRows.OfLine(Due);

    /// <summary>The pools of the rows for workers of the queue, whose lines lie between $1 and $2: the first $3.</summary>
    public const string Pools =
        """
        WITH RECURSIVE p (line, n) AS (
            SELECT (SELECT j.line FROM jobs j WHERE j.phase = -2 AND j.line > $1 AND j.line < $2 ORDER BY j.line LIMIT 1), 1
            UNION ALL
            SELECT (SELECT j.line FROM jobs j WHERE j.phase = -2 AND j.line > p.line AND j.line < $2 ORDER BY j.line LIMIT 1), p.n + 1
            FROM p WHERE p.line IS NOT NULL AND p.n < $3)
        SELECT p.line FROM p WHERE p.line IS NOT NULL ORDER BY p.line
        """;

    /// <summary>The earliest time to run, not after $2, of the rows for workers of the queue $1.</summary>
    public const string OldestOffered = "SELECT j.run_at FROM jobs j WHERE j.phase = -2 AND j.queue = $1 AND j.run_at <= $2 ORDER BY j.run_at LIMIT 1";

    /// <summary>The head of the queue, for hosts, or for a pool of workers.</summary>
    public static async Task<QueueWindow> Read(Session session, string queue, string? pool, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var at = StoredTime.From(now);
        var (line, dueText, priorityText) = pool is null ? (queue, Due, Priorities) : (OfferedRows.LineOf(queue, pool), OfferedDue, OfferedPriorities);
        var priorities = await session.Command(priorityText, line, at).ReadAll(
            row => (Priority: row.GetInt32(0), HasDue: !row.IsDBNull(1), Next: row.IsDBNull(2) ? (long?)null : row.GetInt64(2)),
            cancellationToken);

        // One more than asked for tells whether there are more.
        var due = ImmutableArray.CreateBuilder<QueueEntry>();
        foreach (var (priority, _, _) in priorities.Where(one => one.HasDue))
        {
            if (due.Count > limit) break;
            due.AddRange(await session.Command(dueText, line, priority, at, limit + 1 - due.Count).ReadAll(row => Entry(row, pool), cancellationToken));
        }

        var complete = due.Count <= limit;
        if (!complete) due.RemoveAt(limit);
        return new QueueWindow(due.ToImmutable(), complete, priorities.Min(one => one.Next) is { } next ? StoredTime.To(next) : null);
    }

    /// <summary>The earliest time to run among the due rows; null if none is due.</summary>
    public static async Task<DateTimeOffset?> ReadOldest(Session session, string queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = StoredTime.From(now);
        var earliest = await session.Command(Priorities, queue, at).ReadAll(row => row.IsDBNull(1) ? (long?)null : row.GetInt64(1), cancellationToken);
        var offered = await session.Command(OldestOffered, queue, at).ReadAll(row => (long?)row.GetInt64(0), cancellationToken);
        return earliest.Concat(offered).Min() is { } oldest ? StoredTime.To(oldest) : null;
    }

    /// <summary>The first pools after one, by name, that have pending rows in the queue.</summary>
    public static async Task<IReadOnlyList<string>> ListPools(Session session, string queue, string after, int limit, CancellationToken cancellationToken) =>
        await session.Command(Pools, OfferedRows.LineOf(queue, after), $"{queue}\v", limit).ReadAll(row => OfferedRows.PoolOf(row.GetString(0)), cancellationToken);

    /// <summary>Reads <see cref="Columns"/> of a row for this pool of workers, or, if it is null, for hosts.</summary>
    public static QueueEntry Entry(DbDataReader row, string? pool) => new()
    {
        Pool = pool,
        Lane = row.IsDBNull(0) ? null : row.GetString(0),
        Cost = row.IsDBNull(1) ? 1 : row.GetInt32(1),
        Seq = row.GetInt64(2),
        Priority = row.GetInt32(3),
        RunAt = StoredTime.To(row.GetInt64(4)),
        JobId = JobRow.ReadId(row, 5),
        Suspect = row.GetInt32(6) >= 2,
        Version = row.GetInt64(7),
    };
}
