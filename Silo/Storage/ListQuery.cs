using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Lists jobs, newest first, each filter by a way of its own that meets no row which does not match: all jobs by primary
/// key; a state, kind or queue by one index range for each combination in use. Of each range only a window of numbers is read,
/// as wide as should fill the page by the counts that are kept, and then a wider one behind it.
/// </summary>
/// <remarks>
/// Scheduled and queued share a phase: rows of the other kind could fill any window. So a bounded number of pending rows is looked
/// at, and if they do not fill the page, few of them match, and the index of pending rows is asked, which separates the two by time.
/// </remarks>
internal static class ListQuery
{
    /// <summary>About how many of the newest pending rows are looked at for scheduled or queued ones.</summary>
    private const int Newest = 5_000;

    /// <summary>How much wider the next window is.</summary>
    private const int Wider = 8;

    public static readonly string Everything =
        $"SELECT {JobColumns.WithoutPayload} FROM jobs j WHERE j.seq < $1 ORDER BY j.seq DESC LIMIT $2";

    /// <summary>The last number, and how many rows match.</summary>
    public const string Size =
        """
        SELECT (SELECT COALESCE(MAX(j.seq), 0) FROM jobs j), CAST(COALESCE(SUM(c.count), 0) AS bigint) FROM job_counts c
        WHERE c.phase BETWEEN COALESCE(CAST($1 AS int), -1) AND COALESCE(CAST($1 AS int), 4)
          AND (CAST($2 AS text) IS NULL OR c.queue = $2) AND (CAST($3 AS text) IS NULL OR c.kind = $3)
        """;

    /// <summary>Pending rows by queue, priority and time.</summary>
    public static readonly string AllScheduled = AllPending(">");

    /// <inheritdoc cref="AllScheduled"/>
    public static readonly string AllQueued = AllPending("<=");

    public static async Task<IReadOnlyList<JobRecord>> Read(Session session, JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (rows, before, at) = (new List<JobRecord>(), filter.Before ?? long.MaxValue, StoredTime.From(now));
        if (filter is { State: null, Kind: null, Queue: null }) await Add(Everything, before, filter.Limit);
        else await AddMatching();
        return rows;

        async Task AddMatching()
        {
            var phase = PhaseOf(filter.State);
            var (last, matching) = (await session.Command(Size, phase, filter.Queue, filter.Kind)
                .ReadAll(row => (row.GetInt64(0), Math.Max(1, row.GetInt64(1))), cancellationToken)).Single();
            before = Math.Min(before, last + 1);
            var lowest = phase == (int)JobPhase.Pending ? before - NumbersOf(Newest) : 0;
            for (var width = 1 + NumbersOf(2 * filter.Limit); !IsFull() && before > Math.Max(1, lowest); width *= Wider)
            {
                var low = Math.Max(0, before - width);
                await Add(
                    session.Dialect.ListByCombination, phase, before, filter.Limit - rows.Count, filter.Queue, filter.Kind, low,
                    filter.State == JobState.Scheduled ? at : null, filter.State == JobState.Queued ? at : null);
                before = low;
            }

            if (phase == (int)JobPhase.Pending && !IsFull() && before > 1)
                await Add(filter.State == JobState.Scheduled ? AllScheduled : AllQueued, before, at, filter.Limit - rows.Count, filter.Queue, filter.Kind);

            // Among how many numbers so many rows should match.
            long NumbersOf(long count) => (long)((double)count * last / matching);
        }

        bool IsFull() => rows.Count >= filter.Limit;

        async Task Add(string text, params object?[] values) =>
            rows.AddRange(await session.Command(text, values).ReadAll(row => JobRow.Read(row, brief: true), cancellationToken));
    }

    /// <summary>The phase of jobs in this state; null: any.</summary>
    public static int? PhaseOf(JobState? state) => state switch
    {
        null => null,
        JobState.Scheduled or JobState.Queued => (int)JobPhase.Pending,
        JobState.Waiting => (int)JobPhase.Waiting,
        JobState.Running => (int)JobPhase.Running,
        JobState.Succeeded => (int)JobPhase.Succeeded,
        JobState.Failed => (int)JobPhase.Failed,
        JobState.Cancelled => (int)JobPhase.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This is no state."),
    };

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
