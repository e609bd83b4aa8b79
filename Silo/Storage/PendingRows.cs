namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Parts of statements about the pending rows on one side of a time $1, of the queue $2 or of any. They go from queue to queue with pending
/// rows, and in each from priority to priority, as rows stand in the index of them.
/// </summary>
internal static class PendingRows
{
    /// <summary>The side of scheduled rows: their time to run is later.</summary>
    public const string Scheduled = ">";

    /// <summary>The side of queued rows: their time to run is not later.</summary>
    public const string Queued = "<=";

    private const string Queues =
        "SELECT DISTINCT queue FROM job_counts WHERE phase = 0 AND count <> 0 AND (CAST($2 AS text) IS NULL OR queue = $2)";

    /// <summary>The priorities in use of each queue, as the table p: what a statement begins with.</summary>
    public const string Priorities =
        $"""
        WITH RECURSIVE p (queue, priority) AS (
            SELECT c.queue, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = c.queue ORDER BY j.priority DESC LIMIT 1)
            FROM ({Queues}) c
            UNION ALL
            SELECT p.queue, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = p.queue AND j.priority < p.priority
                             ORDER BY j.priority DESC LIMIT 1)
            FROM p WHERE p.priority IS NOT NULL)
        """;

    /// <summary>The rows on one side, with columns seq and kind; where there are more, at least as many as the limit.</summary>
    public static string On(ISqlDialect dialect, string side, string limit) =>
        $"""
        SELECT x.seq, x.kind FROM p {dialect.EachJob($"x.phase = 0 AND x.queue = p.queue AND x.priority = p.priority AND x.run_at {side} $1", "x.run_at", limit)}
        UNION ALL
        SELECT x.seq, x.kind FROM ({Queues}) c {dialect.EachJob($"x.phase = -2 AND x.queue = c.queue AND x.run_at {side} $1", "x.run_at", limit)}
        """;
}
