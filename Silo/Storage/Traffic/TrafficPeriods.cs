using OrleansJobs.Traffic;

namespace OrleansJobs.Silo.Storage.Traffic;

/// <summary>
/// How many requests there were in the last minute, from counts for each period of five seconds, kept in the same commits as
/// the counts of paths. The periods share sixteen rows, so neither the table nor a read grows.
/// </summary>
internal static class TrafficPeriods
{
    private const int Slots = 16;
    private const int PeriodsRead = 12;

    /// <summary>Microseconds: twelve periods are the minute.</summary>
    private const long Period = 5_000_000;

    public const string Sum =
        "SELECT CAST(COALESCE(SUM(requests), 0) AS bigint) FROM traffic_periods WHERE period >= $1 AND period < $2";

    /// <summary>Adds $3 to period $2 in the row $1, which an earlier period leaves to it; a later one does not.</summary>
    private const string Upsert =
        """
        INSERT INTO traffic_periods (slot, period, requests) VALUES ($1, $2, $3)
        ON CONFLICT (slot) DO UPDATE SET period = excluded.period,
            requests = excluded.requests + CASE WHEN traffic_periods.period = excluded.period THEN traffic_periods.requests ELSE 0 END
        WHERE traffic_periods.period <= excluded.period
        """;

    public static void Add(Session session, DateTimeOffset at, long requests)
    {
        var period = PeriodOf(at);
        session.Execute(Upsert, period % Slots, period, requests);
    }

    /// <summary>The last twelve periods that are over.</summary>
    public static async Task<TrafficRate> Read(Session session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var to = PeriodOf(now);
        var from = to - PeriodsRead;
        var requests = (await session.Command(Sum, from, to).ReadAll(row => row.GetInt64(0), cancellationToken)).Single();
        return new TrafficRate
        {
            From = StoredTime.To(from * Period),
            To = StoredTime.To(to * Period),
            Requests = requests,
            PerSecond = requests / 60.0,
        };
    }

    private static long PeriodOf(DateTimeOffset time) => StoredTime.From(time) / Period;
}
