using System.Data.Common;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>Forgets ended jobs in two steps: first what may be long or private, later the row.</summary>
internal static class RetentionQuery
{
    /// <summary>Deletes those among the first $2 whose payload is gone; their logs go with them.</summary>
    public const string Delete =
        """
        DELETE FROM jobs WHERE payload_expired AND seq IN (
            SELECT j.seq FROM jobs j WHERE j.purge_at IS NOT NULL AND j.phase >= 2 AND j.purge_at <= $1
            ORDER BY j.purge_at LIMIT $2)
        RETURNING queue, kind, phase
        """;

    /// <summary>Deletes the first $2 batches that were completed up to $1. Their jobs have a retention of their own.</summary>
    public const string DeleteBatches =
        """
        DELETE FROM batches WHERE seq IN (
            SELECT b.seq FROM batches b WHERE b.completed_at IS NOT NULL AND b.due_at IS NULL AND b.completed_at <= $1
            ORDER BY b.completed_at LIMIT $2)
        """;

    /// <summary>Drops the steps of the first $2, which are payload as well.</summary>
    public const string DropSteps =
        """
        DELETE FROM job_steps WHERE job IN (
            SELECT j.seq FROM jobs j WHERE j.purge_at IS NOT NULL AND j.phase >= 2 AND j.purge_at <= $1
            ORDER BY j.purge_at LIMIT $2)
        """;

    /// <summary>Drops the payload of the first $2. A grain that still holds the row meets a conflict and reads it again.</summary>
    public const string DropPayload =
        """
        UPDATE jobs SET checkpoint = NULL, input = NULL, result = NULL, payload_expired = $3, purge_at = ended_at + $4,
               version = version + 1, stamp = $5
        WHERE seq IN (
            SELECT j.seq FROM jobs j WHERE j.purge_at IS NOT NULL AND j.phase >= 2 AND j.purge_at <= $1
            ORDER BY j.purge_at LIMIT $2)
        """;

    /// <summary>
    /// Every silo of a cluster sweeps, so that none has to be chosen and missed; while one does, the others find nothing to do.
    /// Deletes first: of the rows whose time has come only those with payload are left at the head, and what the second
    /// statement moves ahead in time is not met by the first.
    /// </summary>
    public static int Run(Session session, CountDeltas counts, DateTimeOffset now, TimeSpan keepRow, int limit, long stamp)
    {
        if (!session.Dialect.MaySweep(session)) return 0;
        var at = StoredTime.From(now);
        var deleted = session.Query(Gone, Delete, at, limit);
        foreach (var (queue, kind, phase) in deleted) counts.Add(queue, kind, phase, -1);
        session.Execute(DropSteps, at, limit - deleted.Count);
        var keep = keepRow.Ticks / TimeSpan.TicksPerMicrosecond;
        var left = limit - deleted.Count;
        left -= left > 0 ? session.Execute(DropPayload, at, left, true, keep, stamp) : 0;
        left -= left > 0 ? session.Execute(DeleteBatches, at - keep, left) : 0;
        return limit - left;
    }

    private static (string Queue, string Kind, JobPhase Phase) Gone(DbDataReader row) =>
        (row.GetString(0), row.GetString(1), (JobPhase)row.GetInt16(2));
}
