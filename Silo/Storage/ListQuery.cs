using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Lists jobs, newest first, each filter by a way of its own that meets no row which does not match: all jobs by primary
/// key; a state, kind or queue by one index range for each combination in use. Scheduled and queued share a phase: rows
/// of the other kind could fill any range, so only the newest are looked through, and if they do not fill the page, the
/// index of pending rows, which separates the two by time, is asked.
/// </summary>
internal static class ListQuery
{
    /// <summary>How many of the newest rows are looked through for scheduled or queued ones.</summary>
    private const int Newest = 2_000;

    public static readonly string Everything =
        $"SELECT {JobColumns.WithoutPayload} FROM jobs j WHERE j.seq < $1 ORDER BY j.seq DESC LIMIT $2";

    /// <summary>Pending rows among the newest. The plus keeps the databases from using an index of all pending rows.</summary>
    public static readonly string NewestScheduled = NewestPending(">");

    /// <inheritdoc cref="NewestScheduled"/>
    public static readonly string NewestQueued = NewestPending("<=");

    /// <summary>Pending rows by queue, priority and time.</summary>
    public static readonly string AllScheduled = AllPending(">");

    /// <inheritdoc cref="AllScheduled"/>
    public static readonly string AllQueued = AllPending("<=");

    public static async Task<IReadOnlyList<JobRecord>> Read(Session session, JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = filter.Before ?? long.MaxValue;
        return filter switch
        {
            { State: null, Kind: null, Queue: null } => await Run(Everything, before, filter.Limit),
            { State: JobState.Scheduled } => await Pending(NewestScheduled, AllScheduled),
            { State: JobState.Queued } => await Pending(NewestQueued, AllQueued),
            _ => await Run(session.Dialect.ListByCombination, PhaseOf(filter.State), before, filter.Limit, filter.Queue, filter.Kind),
        };

        async Task<IReadOnlyList<JobRecord>> Pending(string newest, string all)
        {
            var at = StoredTime.From(now);
            var page = await Run(newest, before, at, filter.Limit, filter.Queue, filter.Kind, Newest);
            return page.Count == filter.Limit ? page : await Run(all, before, at, filter.Limit, filter.Queue, filter.Kind);
        }

        async Task<IReadOnlyList<JobRecord>> Run(string text, params object?[] values) =>
            await session.Command(text, values).ReadAll(row => JobRow.Read(row, brief: true), cancellationToken);
    }

    private static int? PhaseOf(JobState? state) => state switch
    {
        null => null,
        JobState.Waiting => (int)JobPhase.Waiting,
        JobState.Running => (int)JobPhase.Running,
        JobState.Succeeded => (int)JobPhase.Succeeded,
        JobState.Failed => (int)JobPhase.Failed,
        JobState.Cancelled => (int)JobPhase.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This state is no phase of its own."),
    };

    private static string NewestPending(string comparison) =>
        $"""
        SELECT {JobColumns.WithoutPayload} FROM jobs j
        WHERE j.seq < $1 AND (+j.phase = 0 OR +j.phase = -2) AND j.run_at {comparison} $2
          AND (CAST($4 AS text) IS NULL OR j.queue = $4) AND (CAST($5 AS text) IS NULL OR j.kind = $5)
          AND j.seq >= (SELECT COALESCE(MAX(x.seq), 0) FROM jobs x WHERE x.seq < $1) - CAST($6 AS bigint)
        ORDER BY j.seq DESC LIMIT $3
        """;

    private static string AllPending(string comparison) =>
        $"""
        WITH RECURSIVE p (queue, priority) AS (
            SELECT c.queue, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = c.queue ORDER BY j.priority DESC LIMIT 1)
            FROM (SELECT DISTINCT queue FROM job_counts
                  WHERE phase = 0 AND count <> 0 AND (CAST($4 AS text) IS NULL OR queue = $4)) c
            UNION ALL
            SELECT p.queue, (SELECT j.priority FROM jobs j WHERE j.phase = 0 AND j.queue = p.queue AND j.priority < p.priority
                             ORDER BY j.priority DESC LIMIT 1)
            FROM p WHERE p.priority IS NOT NULL)
        SELECT {JobColumns.WithoutPayload} FROM jobs j
        WHERE j.seq IN (SELECT x.seq FROM p CROSS JOIN jobs x
                        WHERE x.phase = 0 AND x.queue = p.queue AND x.priority = p.priority AND x.run_at {comparison} $2
                          AND (CAST($5 AS text) IS NULL OR x.kind = $5) AND x.seq < $1
                        UNION ALL
                        SELECT x.seq FROM (SELECT DISTINCT queue FROM job_counts
                                           WHERE phase = 0 AND count <> 0 AND (CAST($4 AS text) IS NULL OR queue = $4)) c CROSS JOIN jobs x
                        WHERE x.phase = -2 AND x.queue = c.queue AND x.run_at {comparison} $2
                          AND (CAST($5 AS text) IS NULL OR x.kind = $5) AND x.seq < $1
                        ORDER BY 1 DESC LIMIT $3)
        ORDER BY j.seq DESC
        """;
}
