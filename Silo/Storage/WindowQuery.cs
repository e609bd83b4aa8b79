using System.Collections.Immutable;
using System.Data.Common;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;

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

    public static async Task<QueueWindow> Read(Session session, string queue, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var at = StoredTime.From(now);
        var priorities = await session.Command(Priorities, queue, at).ReadAll(
            row => (Priority: row.GetInt32(0), HasDue: !row.IsDBNull(1), Next: row.IsDBNull(2) ? (long?)null : row.GetInt64(2)),
            cancellationToken);

        // One more than asked for tells whether there are more.
        var due = ImmutableArray.CreateBuilder<QueueEntry>();
        foreach (var (priority, _, _) in priorities.Where(one => one.HasDue))
        {
            if (due.Count > limit) break;
            due.AddRange(await session.Command(Due, queue, priority, at, limit + 1 - due.Count).ReadAll(Entry, cancellationToken));
        }

        var complete = due.Count <= limit;
        if (!complete) due.RemoveAt(limit);
        return new QueueWindow(due.ToImmutable(), complete, priorities.Min(one => one.Next) is { } next ? StoredTime.To(next) : null);
    }

    /// <summary>The earliest time to run among the due rows; null if none is due.</summary>
    public static async Task<DateTimeOffset?> ReadOldest(Session session, string queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var earliest = await session.Command(Priorities, queue, StoredTime.From(now)).ReadAll(
            row => row.IsDBNull(1) ? (long?)null : row.GetInt64(1), cancellationToken);
        return earliest.Min() is { } oldest ? StoredTime.To(oldest) : null;
    }

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static QueueEntry Entry(DbDataReader row) => new()
    {
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
