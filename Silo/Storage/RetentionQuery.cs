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

    /// <summary>
    /// Drops the payload of the first $2, and says how long the rest is kept; the kinds that have a time of their own are $5 and on. A grain
    /// that still holds the row meets a conflict and reads it again.
    /// </summary>
    public static string DropPayload(RowTimes keep) =>
        $"""
        UPDATE jobs SET checkpoint = NULL, input = NULL, result = NULL, payload_expired = $3, version = version + 1, stamp = $4,
               purge_at = ended_at + {KeepText(keep, firstKind: 5)}
        WHERE seq IN (
            SELECT j.seq FROM jobs j WHERE j.purge_at IS NOT NULL AND j.phase >= 2 AND j.purge_at <= $1
            ORDER BY j.purge_at LIMIT $2)
        """;

    /// <summary>
    /// Every silo of a cluster sweeps, so that none has to be chosen and missed; while one does, the others find nothing to do.
    /// Deletes first: of the rows whose time has come only those with payload are left at the head, and what the second
    /// statement moves ahead in time is not met by the first.
    /// </summary>
    public static int Run(Session session, CountDeltas counts, DateTimeOffset now, RowTimes keep, int limit, long stamp)
    {
        if (!session.Dialect.MaySweep(session)) return 0;
        var at = StoredTime.From(now);
        var deleted = session.Query(Gone, Delete, at, limit);
        foreach (var (queue, kind, phase) in deleted) counts.Add(queue, kind, phase, -1);
        session.Execute(DropSteps, at, limit - deleted.Count);
        var left = limit - deleted.Count;
        left -= left > 0 ? session.Execute(DropPayload(keep), [at, left, true, stamp, .. KindsIn(keep)]) : 0;
        left -= left > 0 ? session.Execute(DeleteBatches, at - Microseconds(keep.Others), left) : 0;
        return limit - left;
    }

    private static List<string> KindsIn(RowTimes keep) => [.. keep.Jobs.Select(time => time.Kind).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string KeepText(RowTimes keep, int firstKind)
    {
        var kinds = KindsIn(keep);
        var cases = keep.Jobs.Select(time =>
            $"WHEN phase = {(int)time.End}{(time.Kind is { } kind ? $" AND kind = ${firstKind + kinds.IndexOf(kind)}" : "")} THEN {Microseconds(time.Keep)}");
        return keep.Jobs.IsEmpty ? $"{Microseconds(keep.Others)}" : $"CASE {string.Join(' ', cases)} ELSE {Microseconds(keep.Others)} END";
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private static (string Queue, string Kind, JobPhase Phase) Gone(DbDataReader row) =>
        (row.GetString(0), row.GetString(1), (JobPhase)row.GetInt16(2));
}
