namespace OrleansJobs.Silo.Storage;

/// <summary>
/// How many more jobs may wait in each queue whose depth has a limit: what the counts allowed when the transaction began, less
/// what it has added since.
/// </summary>
/// <remarks>
/// Exact while one process writes. On PostgreSQL other silos' transactions may be under way: none is waited for, so together they
/// may pass a limit by what they insert at the same time.
/// </remarks>
internal sealed class QueueRoom
{
    private const string Left =
        """
        q.max_depth - (SELECT CAST(COALESCE(SUM(c.count), 0) AS bigint) FROM job_counts c WHERE c.queue = q.name AND c.phase = 0)
        FROM queues q WHERE q.max_depth IS NOT NULL
        """;

    /// <summary>The room of queue $1; no row if it has no limit.</summary>
    public const string One = $"SELECT {Left} AND q.name = $1";

    /// <summary>The names of those of the queues $1 that have a limit, and their room.</summary>
    public const string Many = $"SELECT q.name, {Left} AND q.name = ANY($1)";

    private readonly Dictionary<string, long?> _atStart = new(StringComparer.Ordinal);

    /// <summary>Forgets everything: a transaction begins.</summary>
    public void Clear() => _atStart.Clear();

    /// <summary>Whether it is known how many jobs a queue had room for when the transaction began.</summary>
    public bool Knows(string queue) => _atStart.ContainsKey(queue);

    /// <summary>Learns how many jobs a queue had room for when the transaction began; null: for any number.</summary>
    public void Learn(string queue, long? room) => _atStart[queue] = room;

    /// <summary>For how many jobs a queue has room now; any number if nothing is known of it.</summary>
    public long Of(string queue, CountDeltas counts) =>
        _atStart.GetValueOrDefault(queue) is { } room ? room - counts.Waiting(queue) : long.MaxValue;
}
