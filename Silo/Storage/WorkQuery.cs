namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Tells whether anything runs, or is due in a queue that is neither paused nor held. In one statement: a job that starts or is put back
/// between two reads could be missed by both.
/// </summary>
internal static class WorkQuery
{
    /// <summary>Running jobs by their kept counts, and one due job at most, looked for from queue to queue and priority to priority.</summary>
    public static string Left(ISqlDialect dialect) =>
        $"""
        WITH RECURSIVE p (queue, priority) AS (
            SELECT c.queue, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = c.queue ORDER BY j.priority DESC LIMIT 1)
            FROM (SELECT DISTINCT k.queue FROM job_counts k
                  WHERE k.phase = 0 AND k.count <> 0
                    AND NOT EXISTS (SELECT 1 FROM queues q WHERE q.name = k.queue
                                      AND (q.paused OR q.held_until > $1 OR q.breaker_until > $1))) c
            UNION ALL
            SELECT p.queue, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = p.queue AND j.priority < p.priority
                             ORDER BY j.priority DESC LIMIT 1)
            FROM p WHERE p.priority IS NOT NULL)
        SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM p {dialect.EachJob("x.phase = 0 AND x.queue = p.queue AND x.priority = p.priority AND x.run_at <= $1", "x.run_at", "1")}
                                      LIMIT 1) v)
             + (SELECT CAST(COALESCE(SUM(r.count), 0) AS bigint) FROM job_counts r WHERE r.phase = 1)
        """;

    public static async Task<bool> IsLeft(Session session, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await session.Command(Left(session.Dialect), StoredTime.From(now)).ReadAll(row => row.GetInt64(0), cancellationToken)).Single() > 0;
}
