using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using OrleansJobs.Grains.Traffic;
using OrleansJobs.Traffic;

namespace OrleansJobs.Silo.Storage.Traffic;

/// <summary>Requested paths, a row each, with an index in the order of their list.</summary>
internal sealed class TrafficTable(Database database) : ITrafficStore
{
    /// <summary>One range of the index, read backwards: $3 entries behind the path $2 with $1 requests.</summary>
    public const string Page =
        "SELECT url, requests FROM traffic_counts WHERE (requests, url) < ($1, $2) ORDER BY requests DESC, url DESC LIMIT $3";

    /// <summary>Processes that told nothing since $1. None of their flushes can be on its way still.</summary>
    public const string Forget = "DELETE FROM traffic_processes WHERE told_at < $1";

    /// <summary>Raises the last sequence of process $1 to $2; no row if it is that or more already.</summary>
    private const string Raise =
        """
        INSERT INTO traffic_processes (process, sequence, told_at) VALUES ($1, $2, $3)
        ON CONFLICT (process) DO UPDATE SET sequence = excluded.sequence, told_at = excluded.told_at
        WHERE traffic_processes.sequence < excluded.sequence
        RETURNING sequence
        """;

    private const string Adding = "ON CONFLICT (url) DO UPDATE SET requests = traffic_counts.requests + excluded.requests";
    private const string AddOne = $"INSERT INTO traffic_counts (url, requests) VALUES ($1, $2) {Adding}";
    private const string AddAll = $"INSERT INTO traffic_counts (url, requests) SELECT * FROM unnest($1, $2) {Adding}";

    private static readonly TimeSpan KeepProcess = TimeSpan.FromDays(30);

    public Task<bool> Record(TrafficFlush flush) => database.Write((session, _) =>
    {
        if (session.Scalar(Raise, flush.Process, flush.Sequence, StoredTime.From(flush.At)) is null) return false;
        if (flush.Sequence == 1) session.Execute(Forget, StoredTime.From(flush.At - KeepProcess));
        if (session.Connection is SqliteConnection sqlite) AddEach(sqlite, flush.Counts);
        else Add(session, flush.Counts);
        TrafficPeriods.Add(session, flush.At, flush.Counts.Sum(count => count.Requests));
        return true;
    });

    public Task<IReadOnlyList<PathCount>> List(PathCount? after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<PathCount>>(
            async (session, token) => await session.Command(Page, after?.Requests ?? long.MaxValue, after?.Url ?? "", limit).ReadAll(
                row => new PathCount { Url = row.GetString(0), Requests = row.GetInt64(1) }, token),
            cancellationToken);

    public Task<TrafficRate> ReadRate(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read((session, token) => TrafficPeriods.Read(session, now, token), cancellationToken);

    // SQLite has no server to spare the way to: a prepared statement for each path is the fastest.
    private static void AddEach(SqliteConnection connection, ImmutableArray<PathCount> counts)
    {
        using var statement = new SqliteStatement(connection.Handle!, AddOne);
        foreach (var count in counts)
        {
            statement.Text(count.Url);
            statement.Integer(count.Requests);
            statement.Run();
        }
    }

    private static void Add(Session session, ImmutableArray<PathCount> counts) =>
        session.Execute(AddAll, counts.Select(count => count.Url).ToArray(), counts.Select(count => count.Requests).ToArray());
}
