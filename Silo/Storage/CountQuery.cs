using OrleansJobs.Grains.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Counts jobs by state, from the counts kept for each queue, kind and phase. Pending rows are scheduled or queued by their
/// time alone, which no count can keep: the due ones are counted in the index of pending rows, and if there are very many,
/// the others are; what is not counted is the rest.
/// </summary>
internal static class CountQuery
{
    /// <summary>Index entries that are looked at on either side of now.</summary>
    public const int Bound = 100_000;

    public const string ByPhase =
        """
        SELECT phase, CAST(SUM(count) AS bigint) FROM job_counts
        WHERE phase BETWEEN -1 AND 4 AND (CAST($1 AS text) IS NULL OR kind = $1) GROUP BY phase
        """;

    public const string ByPhaseOfQueue =
        """
        SELECT phase, CAST(SUM(count) AS bigint) FROM job_counts
        WHERE queue = $2 AND (CAST($1 AS text) IS NULL OR kind = $1) GROUP BY phase
        """;

    public static async Task<JobCounts> Read(
        Session session, string? kind, string? queue, DateTimeOffset now, int bound, CancellationToken cancellationToken)
    {
        var phases = new Dictionary<JobPhase, long>();
        var command = queue is null ? session.Command(ByPhase, kind) : session.Command(ByPhaseOfQueue, kind, queue);
        foreach (var (phase, count) in await command.ReadAll(row => ((JobPhase)row.GetInt32(0), row.GetInt64(1)), cancellationToken))
            phases[phase] = count;

        var pending = Of(JobPhase.Pending);
        var (scheduled, estimated) = pending == 0 ? (0, false) : await Scheduled();
        return new JobCounts
        {
            Scheduled = scheduled,
            Queued = pending - scheduled,
            Running = Of(JobPhase.Running),
            Succeeded = Of(JobPhase.Succeeded),
            Failed = Of(JobPhase.Failed),
            Cancelled = Of(JobPhase.Cancelled),
            Waiting = Of(JobPhase.Waiting),
            Estimated = estimated ? true : null,
        };

        long Of(JobPhase phase) => phases.GetValueOrDefault(phase);

        async Task<(long Count, bool Estimated)> Scheduled()
        {
            // A commit may come between two of these reads; it must not make a count negative.
            var due = await Look(PendingRows.Queued);
            if (due.Seen <= bound) return (Math.Max(0, pending - due.Matching), false);
            var later = await Look(PendingRows.Scheduled);
            return (Math.Min(pending, later.Matching), later.Seen > bound);
        }

        async Task<(long Seen, long Matching)> Look(string side) =>
            (await session.Command(Pending(session.Dialect, side), StoredTime.From(now), queue, kind, bound + 1)
                .ReadAll(row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken)).Single();
    }

    /// <summary>How many pending rows there are on one side of now, $4 at most, and how many of them are of the kind $3 or any.</summary>
    public static string Pending(ISqlDialect dialect, string side) =>
        $"""
        {PendingRows.Priorities}
        SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN CAST($3 AS text) IS NULL OR v.kind = $3 THEN 1 ELSE 0 END), 0) AS bigint)
        FROM (SELECT s.kind FROM ({PendingRows.On(dialect, side, "$4")}) s LIMIT $4) v
        """;
}
