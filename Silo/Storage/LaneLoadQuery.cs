using System.Collections.Immutable;
using System.Text.Json;
using OrleansJobs.Grains.Queues;

namespace OrleansJobs.Silo.Storage;

/// <summary>Reads what the lanes of a queue have to do: those with waiting rows by index, and those of all rows that run.</summary>
internal static class LaneLoadQuery
{
    public const string Running =
        """
        SELECT j.lane, COUNT(*), CAST(SUM(COALESCE(j.cost, 1)) AS bigint) FROM jobs j
        WHERE j.phase = 1 AND j.queue = $1 AND j.lane > $2 GROUP BY j.lane
        """;

    /// <summary>How many rows of each of the lanes wait, at most $3.</summary>
    public static string Waiting(ISqlDialect dialect) =>
        $"""
        SELECT c.value, (SELECT COUNT(*) FROM (SELECT 1 FROM jobs j WHERE j.phase = 0 AND j.lane IS NOT NULL AND j.queue = $1 AND j.lane = c.value
                                               UNION ALL
                                               SELECT 1 FROM jobs j WHERE j.phase = -2 AND j.lane IS NOT NULL AND j.queue = $1 AND j.lane = c.value
                                               LIMIT $3) v)
        FROM {dialect.Texts} c
        """;

    public static async Task<LaneLoads> Read(Session session, string queue, string after, int limit, bool? busy, CancellationToken cancellationToken)
    {
        var running = (await session.Command(Running, queue, after)
            .ReadAll(row => new LaneLoad(row.GetString(0), row.GetInt64(1), row.GetInt64(2), 0), cancellationToken))
            .ToDictionary(lane => lane.Lane, StringComparer.Ordinal);

        // One more than asked for tells whether there is a next page.
        var waiting = busy == true ? [] : await LaneQuery.ListAll(session, queue, after, limit + 1, cancellationToken);
        var names = running.Keys.Union(waiting).Order(StringComparer.Ordinal).Take(limit + 1).ToList();
        var next = names.Count > limit ? names[limit - 1] : null;
        var shown = names.Take(limit).Where(name => busy is null || running.ContainsKey(name) == busy).ToArray();
        var counts = await CountWaiting(session, queue, shown, cancellationToken);
        return new LaneLoads([.. shown.Select(name => Load(name) with { Waiting = counts.GetValueOrDefault(name) })], next);

        LaneLoad Load(string name) => running.GetValueOrDefault(name) ?? new LaneLoad(name, 0, 0, 0);
    }

    private static async Task<Dictionary<string, long>> CountWaiting(Session session, string queue, string[] lanes, CancellationToken cancellationToken) =>
        (await session
            .Command(Waiting(session.Dialect), queue, JsonSerializer.Serialize(lanes, StorageJson.Default.StringArray), LaneLoad.MostCounted + 1)
            .ReadAll(row => (Lane: row.GetString(0), Count: row.GetInt64(1)), cancellationToken))
        .ToDictionary(lane => lane.Lane, lane => lane.Count, StringComparer.Ordinal);
}
