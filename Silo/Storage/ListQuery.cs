using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Lists jobs, newest first, each filter by a way of its own that meets hardly a row which does not match: all jobs by primary
/// key; a state, kind or queue by one index range for each combination in use. Of each range only a window of numbers is read, which
/// begins at the newest row of any, as wide as should fill the page by the counts that are kept, and then a wider one behind it.
/// </summary>
/// <remarks>
/// Scheduled and queued share a phase, so windows have rows of the other kind too: many, if few match. Then the index of pending rows is
/// asked, which separates the two by time but knows no order of numbers.
/// </remarks>
internal static class ListQuery
{
    /// <summary>So many scheduled or queued rows at most are few: all of them are put in order.</summary>
    private const int Few = 5_000;

    /// <summary>How much wider the next window is.</summary>
    private const int Wider = 2;

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

    /// <summary>The last number, and how many rows match.</summary>
    public const string Size =
        """
        SELECT (SELECT COALESCE(MAX(j.seq), 0) FROM jobs j), CAST(COALESCE(SUM(c.count), 0) AS bigint) FROM job_counts c
        WHERE c.phase BETWEEN COALESCE(CAST($1 AS int), -1) AND COALESCE(CAST($1 AS int), 4)
          AND (CAST($2 AS text) IS NULL OR c.queue = $2) AND (CAST($3 AS text) IS NULL OR c.kind = $3)
        """;

    /// <summary>The number of the newest row of the combinations that is less than another.</summary>
    public const string Newest =
        $"""
        SELECT COALESCE(MAX(n.seq), 0)
        FROM (SELECT (SELECT x.seq FROM jobs x WHERE x.queue = c.queue AND x.kind = c.kind AND x.phase = c.phase AND x.seq < $4
                      ORDER BY x.seq DESC LIMIT 1) AS seq FROM ({Combinations}) c) n
        """;

    public static async Task<IReadOnlyList<JobRecord>> Read(Session session, JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (rows, before, side, at) = (new List<JobRecord>(), filter.Before ?? long.MaxValue, SideOf(filter.State), StoredTime.From(now));
        if (filter is { State: null, Kind: null, Queue: null })
            await Add(Everything, before, filter.Limit);
        else if (side is not null && await One(CountQuery.Pending(session.Dialect, side), at, filter.Queue, filter.Kind, Few + 1) <= Few)
            await Add(AllPending(session.Dialect, side), at, filter.Queue, before, filter.Limit, filter.Kind);
        else
            await AddWindows(PhaseOf(filter.State));
        return rows;

        async Task AddWindows(int? phase)
        {
            var (last, matching) = (await session.Command(Size, phase, filter.Queue, filter.Kind)
                .ReadAll(row => (row.GetInt64(0), Math.Max(1, row.GetInt64(1))), cancellationToken)).Single();

            // Among so many numbers twice as many rows as are wanted should match.
            var width = 1 + (long)(2.0 * filter.Limit * last / matching);
            for (; rows.Count < filter.Limit && await One(Newest, phase, filter.Queue, filter.Kind, before) is var newest and > 0; width *= Wider)
            {
                before = Math.Max(0, newest + 1 - width);
                object?[] window = [phase, filter.Queue, filter.Kind, newest + 1, before, filter.Limit - rows.Count];
                await Add(session.Dialect.ListByCombination(side), side is null ? window : [.. window, at]);
            }
        }

        async Task<long> One(string text, params object?[] values) =>
            (await session.Command(text, values).ReadAll(row => row.GetInt64(0), cancellationToken))[0];

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
