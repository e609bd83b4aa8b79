using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Storage.Workers;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Counts the due rows before one, up to a bound: those of higher priorities, one after the other, those of its own priority that are due
/// earlier, and those of the same time that were submitted earlier. Each part is a range of the index, so that no row of it is looked at twice.
/// </summary>
internal static class LineQuery
{
    public static readonly string OfQueue = Text("");

    public static readonly string OfLane = Text("x.lane IS NOT NULL AND x.lane = $7 AND ");

    /// <inheritdoc cref="OfQueue"/>
    public static readonly string OfOffered = OfferedRows.OfLine(OfQueue);

    /// <inheritdoc cref="OfLane"/>
    public static readonly string OfOfferedLane = OfferedRows.OfLine(OfLane);

    public static async Task<QueueLine> Read(
        Session session, string queue, QueueEntry entry, bool ofLane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var line = entry.Pool is { } pool ? OfferedRows.LineOf(queue, pool) : queue;
        object?[] values = [line, entry.Priority, StoredTime.From(now), StoredTime.From(entry.RunAt), entry.Seq, QueueLine.MostCounted];
        var command = ofLane
            ? session.Command(entry.Pool is null ? OfLane : OfOfferedLane, [.. values, entry.Lane])
            : session.Command(entry.Pool is null ? OfQueue : OfOffered, values);
        var ahead = (await command.ReadAll(row => row.GetInt64(0), cancellationToken)).Single();
        return new QueueLine(ahead, await EndCounts.Read(session, queue, now, cancellationToken));
    }

    private static string Text(string lane) =>
        $"""
        WITH RECURSIVE p (priority) AS (
            SELECT (SELECT x.priority FROM jobs x WHERE x.phase = 0 AND {lane}x.queue = $1 ORDER BY x.priority DESC LIMIT 1)
            UNION ALL
            SELECT (SELECT x.priority FROM jobs x WHERE x.phase = 0 AND {lane}x.queue = $1 AND x.priority < p.priority ORDER BY x.priority DESC LIMIT 1)
            FROM p WHERE p.priority > $2)
        SELECT COUNT(*) FROM (SELECT 1 FROM p CROSS JOIN jobs x
                              WHERE p.priority > $2 AND x.phase = 0 AND {lane}x.queue = $1 AND x.priority = p.priority AND x.run_at <= $3
                              UNION ALL
                              SELECT 1 FROM jobs x WHERE x.phase = 0 AND {lane}x.queue = $1 AND x.priority = $2 AND x.run_at < $4
                              UNION ALL
                              SELECT 1 FROM jobs x WHERE x.phase = 0 AND {lane}x.queue = $1 AND x.priority = $2 AND x.run_at = $4 AND x.seq < $5
                              LIMIT $6) v
        """;
}
