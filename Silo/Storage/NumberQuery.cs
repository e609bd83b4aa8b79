using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>Reads jobs by their small numbers.</summary>
internal static class NumberQuery
{
    public static readonly string One = $"SELECT {JobColumns.All} FROM jobs j WHERE j.number = $1";

    public const string Page = "SELECT j.number, j.phase, j.run_at FROM jobs j WHERE j.number > $1 ORDER BY j.number LIMIT $2";

    /// <summary>The first condition is for SQLite, which counts only within a range without a scan.</summary>
    public const string Unfinished = "SELECT COUNT(*) FROM jobs j WHERE j.number > 0 AND j.number IS NOT NULL AND j.phase < 2";

    public static async Task<IReadOnlyList<NumberedJob>> List(
        Session session, long after, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.Command(Page, after, limit).ReadAll(
            row => new NumberedJob
            {
                Number = row.GetInt64(0),
                State = JobView.StateAt((JobPhase)row.GetInt16(1), StoredTime.To(row.GetInt64(2)), now),
            },
            cancellationToken);

    public static async Task<long> CountUnfinished(Session session, CancellationToken cancellationToken) =>
        (await session.Command(Unfinished).ReadAll(row => row.GetInt64(0), cancellationToken)).Single();
}
