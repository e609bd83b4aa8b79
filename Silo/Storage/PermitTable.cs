using System.Data.Common;
using OrleansJobs.Grains.Queues;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// How far the permits of rates are spent: a row for each queue and lane that would have to wait if its burst were one. What time has
/// given back is forgotten with the next that are spent.
/// </summary>
internal static class PermitTable
{
    public const string Read = "SELECT lane, spent_until FROM queue_permits WHERE queue = $1 AND spent_until > $2";

    public const string Forget = "DELETE FROM queue_permits WHERE queue = $1 AND spent_until <= $2";

    // Locks the queue's row, as a start does: nobody takes an epoch until this is committed.
    private const string IsCurrent = "UPDATE queues SET epoch = epoch WHERE name = $1 AND epoch = $2";

    private const string Upsert =
        """
        INSERT INTO queue_permits (queue, lane, spent_until) VALUES ($1, $2, $3)
        ON CONFLICT (queue, lane) DO UPDATE SET spent_until = excluded.spent_until
        """;

    public static LanePermits Entry(DbDataReader row) => new(row.GetString(0), StoredTime.To(row.GetInt64(1)));

    public static bool Spend(Session session, string queue, long epoch, IReadOnlyList<LanePermits> permits, DateTimeOffset now)
    {
        if (session.Execute(IsCurrent, queue, epoch) == 0) return false;
        session.Execute(Forget, queue, StoredTime.From(now));
        foreach (var lane in permits) session.Execute(Upsert, queue, lane.Lane, StoredTime.From(lane.SpentUntil));
        return true;
    }
}
