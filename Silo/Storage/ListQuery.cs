using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Lists jobs, newest first, each filter by a way of its own that meets few rows which do not match: all jobs by primary key; a state, kind or
/// queue by one index range for each combination in use. Of each range only a window of numbers is read, which begins at the newest row of
/// any, as wide as should fill the page by the counts that are kept, and then a wider one behind it.
/// </summary>
/// <remarks>
/// Where combinations are many and matching rows are frequent, it is quicker to look at all rows of a window.
///
/// Scheduled and queued share a phase, so windows have rows of the other kind too. If those leave one of them less than half full, or two of them
/// short, the index of pending rows is asked, which separates the two by time but knows no order of numbers: it is of use where few match.
/// </remarks>
internal static class ListQuery
{
    /// <summary>So many scheduled or queued rows at most are few: all of them are put in order.</summary>
    private const int Few = 5_000;

    /// <summary>So many combinations at most are few: no look at other rows saves anything.</summary>
    private const int FewCombinations = 24;

    /// <summary>
    /// One range of an index, asked for its newest row and for those in a window, takes longer than so many rows by primary key (on PostgreSQL 75 microseconds
    /// against 0.4 each), and so does one row found through it. It is half of that, since rows that match may not be spread as evenly as the window is made for.
    /// </summary>
    private const int RowsForRange = 100;

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

    /// <summary>
    /// The last number of any row, how many rows match, how many combinations they are of, and, if those are at most $5, the number of the newest row that
    /// matches and is less than $4: 0 if there is none.
    /// </summary>
    public const string Ahead =
        $"""
        WITH c AS ({Combinations}), n AS (SELECT COUNT(*) AS many FROM c)
        SELECT (SELECT COALESCE(MAX(j.seq), 0) FROM jobs j),
               (SELECT CAST(COALESCE(SUM(k.count), 0) AS bigint) FROM job_counts k
                WHERE k.phase BETWEEN COALESCE(CAST($1 AS int), -1) AND COALESCE(CAST($1 AS int), 4)
                  AND (CAST($2 AS text) IS NULL OR k.queue = $2) AND (CAST($3 AS text) IS NULL OR k.kind = $3)),
               n.many,
               CASE WHEN n.many <= CAST($5 AS int) THEN
                   (SELECT COALESCE(MAX(v.seq), 0)
                    FROM (SELECT (SELECT x.seq FROM jobs x WHERE x.queue = c.queue AND x.kind = c.kind AND x.phase = c.phase AND x.seq < $4
                                  ORDER BY x.seq DESC LIMIT 1) AS seq FROM c) v) END
        FROM n
        """;

    /// <summary>Rows with numbers less than $4 and not less than $5, the newest first, at most $6, by primary key; with a side, those on that side of the time $7.</summary>
    public static string Through(string? side) =>
        $"""
        SELECT {JobColumns.WithoutPayload} FROM jobs j
        WHERE j.seq < $4 AND j.seq >= $5
          AND (CAST($1 AS int) IS NULL OR j.phase = $1 OR (CAST($1 AS int) = 0 AND j.phase = -2))
          AND (CAST($2 AS text) IS NULL OR j.queue = $2) AND (CAST($3 AS text) IS NULL OR j.kind = $3) {(side is null ? "" : $"AND j.run_at {side} $7")}
        ORDER BY j.seq DESC LIMIT $6
        """;

    public static async Task<IReadOnlyList<JobRecord>> Read(Session session, JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (rows, before, side, at) = (new List<JobRecord>(), filter.Before ?? long.MaxValue, SideOf(filter.State), StoredTime.From(now));
        if (filter is { State: null, Kind: null, Queue: null }) await Add(Everything, before, filter.Limit);
        else await AddMatching(PhaseOf(filter.State));
        return rows;

        async Task AddMatching(int? phase)
        {
            var asked = side is null;
            for (var wider = 1L; rows.Count < filter.Limit && await AddWindow(phase, wider); wider *= 2)
                if (!asked && rows.Count < Enough(wider))
                {
                    if (await AddIfFew(side!)) return;
                    asked = true;
                }
        }

        // Half the page after the first window: the second, twice as wide, should fill it. After that, nothing less than the page.
        long Enough(long wider) => Math.Min(filter.Limit, filter.Limit * wider / 2);

        // False: there is no row further back.
        async Task<bool> AddWindow(int? phase, long wider)
        {
            var (last, matching, combinations, newest) = await Look(phase, FewCombinations);
            // Among so many numbers twice as many rows as are wanted should match.
            var width = wider * (long)(2.0 * filter.Limit * last / matching);
            if (newest is null && width <= RowsForRange * (combinations + filter.Limit / 2))
            {
                await AddRange(Through(side), phase, Math.Min(before, last + 1), width);
                return before > 0;
            }

            var first = newest ?? (await Look(phase, int.MaxValue)).Newest ?? 0;
            if (first == 0) return false;
            await AddRange(session.Dialect.ListByCombination(side), phase, first + 1, width + 1);
            return true;
        }

        async Task<(long Last, long Matching, long Combinations, long? Newest)> Look(int? phase, int combinations) =>
            (await session.Command(Ahead, phase, filter.Queue, filter.Kind, before, combinations)
                .ReadAll(row => (row.GetInt64(0), Math.Max(1, row.GetInt64(1)), row.GetInt64(2), row.IsDBNull(3) ? (long?)null : row.GetInt64(3)), cancellationToken)).Single();

        Task AddRange(string text, int? phase, long until, long width)
        {
            before = Math.Max(0, until - width);
            object?[] range = [phase, filter.Queue, filter.Kind, until, before, filter.Limit - rows.Count];
            return Add(text, side is null ? range : [.. range, at]);
        }

        async Task<bool> AddIfFew(string pending)
        {
            var found = await session.Command(IfFew(session.Dialect, pending), at, filter.Queue, before, filter.Limit - rows.Count, filter.Kind)
                .ReadAll(row => (Seen: row.GetInt64(row.FieldCount - 1), Job: row.IsDBNull(0) ? null : JobRow.Read(row, brief: true)), cancellationToken);
            rows.AddRange(found.Select(row => row.Job).OfType<JobRecord>());
            return found[0].Seen <= Few;
        }

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

    /// <summary>
    /// Pending rows below the number $3, at most $4 of them, of the kind $5 or any, if those on this side are few; and after its columns, in each row and
    /// in one without a job if there is none, how many they are, of any kind: the index does not separate kinds.
    /// </summary>
    public static string IfFew(ISqlDialect dialect, string side) =>
        $"""
        {PendingRows.Priorities},
        v AS MATERIALIZED (SELECT s.seq, s.kind FROM ({PendingRows.On(dialect, side, $"{Few + 1}")}) s LIMIT {Few + 1}),
        n AS (SELECT COUNT(*) AS seen FROM v)
        SELECT {JobColumns.WithoutPayload}, n.seen
        FROM n LEFT JOIN jobs j ON n.seen <= {Few} AND j.seq IN (SELECT v.seq FROM v WHERE (CAST($5 AS text) IS NULL OR v.kind = $5) AND v.seq < $3
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
