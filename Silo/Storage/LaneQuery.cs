using System.Collections.Immutable;
using System.Text.Json;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Storage.Workers;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Reads the waiting rows of a queue lane by lane, so that the rows of one lane hide no other's. From lane to lane, and in each
/// from priority to priority, as rows stand in the index; of each priority only what is due.
/// </summary>
internal static class LaneQuery
{
    /// <summary>Jobs without a lane have no index of their own: so many of the first of each priority are looked through for them.</summary>
    public const int Looked = 20_000;

    /// <summary>The next $3 lanes after $2 that have pending rows, due or not, by name.</summary>
    public const string Next =
        """
        WITH RECURSIVE p (lane, n) AS (
            SELECT (SELECT j.lane FROM jobs j WHERE j.phase = 0 AND j.lane IS NOT NULL AND j.queue = $1 AND j.lane > $2 ORDER BY j.lane LIMIT 1), 1
            UNION ALL
            SELECT (SELECT j.lane FROM jobs j WHERE j.phase = 0 AND j.lane IS NOT NULL AND j.queue = $1 AND j.lane > p.lane ORDER BY j.lane LIMIT 1), p.n + 1
            FROM p WHERE p.lane IS NOT NULL AND p.n < $3)
        SELECT p.lane FROM p WHERE p.lane IS NOT NULL ORDER BY p.lane
        """;

    /// <inheritdoc cref="Next"/>
    public static readonly string NextOffered = OfferedRows.OfLine(Next);

    /// <summary>As <see cref="Next"/>, of the rows for workers, whichever.</summary>
    public static readonly string NextOfferedInQueue = OfferedRows.OfQueue(Next);

    /// <summary>The due rows of one priority that have no lane.</summary>
    public const string DueWithout =
        $"""
        SELECT {WindowQuery.Columns}
        FROM (SELECT x.seq, x.lane FROM jobs x WHERE x.phase = 0 AND x.queue = $1 AND x.priority = $2 AND x.run_at <= $3
              ORDER BY x.run_at, x.seq LIMIT $5) v
        CROSS JOIN jobs j
        WHERE v.lane IS NULL AND j.seq = v.seq ORDER BY j.run_at, j.seq LIMIT $4
        """;

    /// <inheritdoc cref="DueWithout"/>
    public static readonly string OfferedWithout = OfferedRows.OfLine(DueWithout);

    /// <summary>The priorities of the given lanes: a part of a statement.</summary>
    public static string Priorities(string lanes) =>
        $"""
        WITH RECURSIVE p (lane, priority) AS (
            SELECT c.value, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.lane IS NOT NULL AND j.queue = $1 AND j.lane = c.value
                             ORDER BY j.priority DESC LIMIT 1)
            FROM {lanes} c
            UNION ALL
            SELECT p.lane, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.lane IS NOT NULL AND j.queue = $1 AND j.lane = p.lane
                            AND j.priority < p.priority ORDER BY j.priority DESC LIMIT 1)
            FROM p WHERE p.priority IS NOT NULL)
        """;

    /// <summary>The next lanes that have pending rows, for hosts, or for a pool of workers.</summary>
    public static async Task<IReadOnlyList<string>> List(Session session, string queue, string? pool, string after, int limit, CancellationToken cancellationToken)
    {
        var (text, line) = pool is null ? (Next, queue) : (NextOffered, OfferedRows.LineOf(queue, pool));
        return await session.Command(text, line, after, limit).ReadAll(row => row.GetString(0), cancellationToken);
    }

    /// <summary>The next lanes that have pending rows, whoever runs them.</summary>
    public static async Task<IReadOnlyList<string>> ListAll(Session session, string queue, string after, int limit, CancellationToken cancellationToken)
    {
        var hosts = await List(session, queue, null, after, limit, cancellationToken);
        var workers = await session.Command(NextOfferedInQueue, queue, after, limit).ReadAll(row => row.GetString(0), cancellationToken);
        return [.. hosts.Union(workers).Order(StringComparer.Ordinal).Take(limit)];
    }

    public static async Task<IReadOnlyList<LaneWindow>> Read(
        Session session, string queue, string? pool, IReadOnlyList<string> lanes, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var line = pool is null ? queue : OfferedRows.LineOf(queue, pool);
        var named = lanes.Where(lane => lane.Length > 0).ToArray();
        var rows = named.Length == 0 ? [] : await session
            .Command(pool is null ? session.Dialect.DueByLane : session.Dialect.OfferedByLane, line, JsonSerializer.Serialize(named, StorageJson.Default.StringArray), StoredTime.From(now), limit + 1)
            .ReadAll(row => WindowQuery.Entry(row, pool), cancellationToken);
        var byLane = rows.ToLookup(row => row.Lane, StringComparer.Ordinal);
        var windows = named.Select(lane => Window(lane, byLane[lane], limit)).ToList();
        if (named.Length < lanes.Count) windows.Add(await ReadWithout(session, line, pool, now, limit, cancellationToken));
        return windows;
    }

    private static async Task<LaneWindow> ReadWithout(Session session, string line, string? pool, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var at = StoredTime.From(now);
        var due = new List<QueueEntry>();
        var (priorities, without) = pool is null ? (WindowQuery.Priorities, DueWithout) : (WindowQuery.OfferedPriorities, OfferedWithout);
        foreach (var priority in await session.Command(priorities, line, at).ReadAll(row => (Number: row.GetInt32(0), HasDue: !row.IsDBNull(1)), cancellationToken))
        {
            if (due.Count > limit) break;
            if (priority.HasDue) due.AddRange(await session.Command(without, line, priority.Number, at, limit + 1, Looked).ReadAll(row => WindowQuery.Entry(row, pool), cancellationToken));
        }

        return Window("", due, limit);
    }

    private static LaneWindow Window(string lane, IEnumerable<QueueEntry> rows, int limit)
    {
        // One more than asked for, of each priority, tells whether there are more.
        var due = rows.OrderByDescending(row => row.Priority).ThenBy(row => row.RunAt).ThenBy(row => row.Seq).Take(limit + 1).ToImmutableArray();
        return new LaneWindow(lane, due.Length > limit ? due.RemoveAt(limit) : due, due.Length <= limit);
    }
}
