using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Lists jobs, newest first, each filter by a way of its own that meets hardly a row which does not match: all jobs by primary
/// key; a state, kind or queue by one index range for each combination in use. Of each range only a window of numbers is read, which
/// begins at the newest row of any, as wide as should fill the page by the counts that are kept, and then a wider one behind it.
/// </summary>
/// <remarks>
/// Scheduled and queued share a phase, so windows have rows of the other kind too. If those leave two of them short, the index of pending
/// rows is asked, which separates the two by time but knows no order of numbers: it is of use where few match.
/// </remarks>
internal static class ListQuery
{
    /// <summary>So many scheduled or queued rows at most are few: all of them are put in order.</summary>
    private const int Few = 5_000;

    /// <summary>The combinations in use of a phase, a queue and a kind, of which each may be null: any.</summary>
    public const string Combinations =
        """
        SELECT queue, kind, phase FROM job_counts
        WHERE phase BETWEEN COALESCE(CAST($1 AS int), -1) AND COALESCE(CAST($1 AS int), 4) AND count <> 0
          AND (CAST($2 AS text) IS NULL OR queue = $2) AND (CAST($3 AS text) IS NULL OR kind = $3)
        UNION
        SELECT queue, kind, -2 FROM job_counts
        WHERE phase = 0 AND COALESCE(CAST($1 AS int), 0) = 0 AND count <> 0
          AND (CAST($2 AS text) IS NULL OR queue = $2) AND (CAST($3 AS text) IS NULL OR kind = $3)
        """;

    public static readonly string Everything =
        $"SELECT {JobColumns.WithoutPayload} FROM jobs j WHERE j.seq < $1 ORDER BY j.seq DESC LIMIT $2";

    /// <summary>The last number of any row, how many rows match, and the number of the newest of them that is less than another.</summary>
    public const string Ahead =
        $"""
        SELECT (SELECT COALESCE(MAX(j.seq), 0) FROM jobs j),
               (SELECT CAST(COALESCE(SUM(c.count), 0) AS bigint) FROM job_counts c
                WHERE c.phase BETWEEN COALESCE(CAST($1 AS int), -1) AND COALESCE(CAST($1 AS int), 4)
                  AND (CAST($2 AS text) IS NULL OR c.queue = $2) AND (CAST($3 AS text) IS NULL OR c.kind = $3)),
               (SELECT COALESCE(MAX(n.seq), 0)
                FROM (SELECT (SELECT x.seq FROM jobs x WHERE x.queue = c.queue AND x.kind = c.kind AND x.phase = c.phase AND x.seq < $4
                              ORDER BY x.seq DESC LIMIT 1) AS seq FROM ({Combinations}) c) n)
        """;

    public static async Task<IReadOnlyList<JobRecord>> Read(Session session, JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (rows, before, side, at) = (new List<JobRecord>(), filter.Before ?? long.MaxValue, SideOf(filter.State), StoredTime.From(now));
        if (filter is { State: null, Kind: null, Queue: null }) await Add(Everything, before, filter.Limit);
        else await AddMatching(PhaseOf(filter.State));
        return rows;

        async Task AddMatching(int? phase)
        {
            for (var wider = 1L; rows.Count < filter.Limit && await AddWindow(phase, wider); wider *= 2)
                if (side is not null && wider == 2 && rows.Count < filter.Limit && await AreFew(side))
                {
                    await Add(AllPending(session.Dialect, side), at, filter.Queue, before, filter.Limit - rows.Count, filter.Kind);
                    return;
                }
        }

        // False: there is no row further back.
        async Task<bool> AddWindow(int? phase, long wider)
        {
            var (last, matching, newest) = (await session.Command(Ahead, phase, filter.Queue, filter.Kind, before)
                .ReadAll(row => (row.GetInt64(0), Math.Max(1, row.GetInt64(1)), row.GetInt64(2)), cancellationToken)).Single();
            if (newest == 0) return false;

            // Among so many numbers twice as many rows as are wanted should match.
            before = Math.Max(0, newest - wider * (long)(2.0 * filter.Limit * last / matching));
            object?[] window = [phase, filter.Queue, filter.Kind, newest + 1, before, filter.Limit - rows.Count];
            await Add(session.Dialect.ListByCombination(side), side is null ? window : [.. window, at]);
            return true;
        }

        async Task<bool> AreFew(string pending) =>
            (await session.Command(CountQuery.Pending(session.Dialect, pending), at, filter.Queue, filter.Kind, Few + 1)
                .ReadAll(row => row.GetInt64(0), cancellationToken)).Single() <= Few;

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

    /// <summary>Pending rows below the number $3, at most $4 of them, of the kind $5 or any. The index does not separate kinds.</summary>
    public static string AllPending(ISqlDialect dialect, string side) =>
        $"""
        {PendingRows.Priorities}
        SELECT {JobColumns.WithoutPayload} FROM jobs j
        WHERE j.seq IN (SELECT s.seq FROM ({PendingRows.On(dialect, side, $"{Few}")}) s
                        WHERE (CAST($5 AS text) IS NULL OR s.kind = $5) AND s.seq < $3
                        ORDER BY 1 DESC LIMIT $4)
        ORDER BY j.seq DESC
        """;

    private static string? SideOf(JobState? state) => state switch
    {
        JobState.Scheduled => PendingRows.Scheduled,
        JobState.Queued => PendingRows.Queued,
        _ => null,
    };
}
