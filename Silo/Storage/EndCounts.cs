namespace OrleansJobs.Silo.Storage;

/// <summary>
/// How many jobs of a queue ended in the last minute, from counts for each period of five seconds, kept in the same commits
/// as the ends. A queue has sixteen such rows a shard, used in turn; so neither the table nor a read grows with the jobs.
/// </summary>
internal static class EndCounts
{
    private const int Slots = 16;
    private const int PeriodsRead = 12;

    /// <summary>Microseconds: twelve periods are the minute.</summary>
    private const long Period = 5_000_000;

    /// <summary>Adds $4 to the count of queue $1 and period $3, in the row $2, which an earlier period leaves to it.</summary>
    public const string Upsert =
        """
        INSERT INTO queue_ends (queue, slot, period, count) VALUES ($1, $2, $3, $4)
        ON CONFLICT (queue, slot) DO UPDATE SET period = excluded.period,
            count = excluded.count + CASE WHEN queue_ends.period = excluded.period THEN queue_ends.count ELSE 0 END
        """;

    public const string Sum =
        "SELECT CAST(COALESCE(SUM(count), 0) AS bigint) FROM queue_ends WHERE queue = $1 AND period >= $2 AND period < $3";

    public static long PeriodOf(DateTimeOffset time) => StoredTime.From(time) / Period;

    /// <summary>The row: writers of different shards do not wait for each other.</summary>
    public static long SlotOf(long period, long shard) => (shard * Slots) + (period % Slots);

    /// <summary>The ends in the last twelve periods that are over.</summary>
    public static async Task<long> Read(Session session, string queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = PeriodOf(now);
        var sums = await session.Command(Sum, queue, current - PeriodsRead, current).ReadAll(row => row.GetInt64(0), cancellationToken);
        return sums.Single();
    }
}
