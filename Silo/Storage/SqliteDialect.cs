namespace OrleansJobs.Silo.Storage;

/// <summary>SQLite's own.</summary>
internal sealed class SqliteDialect : ISqlDialect
{
    private const string TextsOfArray = "json_each($2)";

    // SQLite has no lateral joins, but looks up a list that depends on the row before it.
    public string ListByCombination(string? side) =>
        $"""
        SELECT {JobColumns.WithoutPayload}
        FROM ({ListQuery.Combinations}) c
        CROSS JOIN jobs j
        WHERE j.seq IN (SELECT x.seq FROM jobs x
                        WHERE x.queue = c.queue AND x.kind = c.kind AND x.phase = c.phase AND x.seq < $4 AND x.seq >= $5
                          {(side is null ? "" : $"AND x.run_at {side} $7")}
                        ORDER BY x.seq DESC LIMIT $6)
        ORDER BY j.seq DESC LIMIT $6
        """;

    // In the order of a CROSS JOIN, and row by row.
    public string EachJob(string condition, string order, string limit) => $"CROSS JOIN jobs x WHERE {condition}";

    public string Texts => TextsOfArray;

    public string DueByLane { get; } =
        $"""
        {LaneQuery.Priorities(TextsOfArray)}
        SELECT {WindowQuery.Columns} FROM p CROSS JOIN jobs j
        WHERE j.seq IN (SELECT x.seq FROM jobs x
                        WHERE x.phase = 0 AND x.lane IS NOT NULL AND x.queue = $1 AND x.lane = p.lane AND x.priority = p.priority AND x.run_at <= $3
                        ORDER BY x.run_at, x.seq LIMIT $4)
        """;

    public string HoldAttempt => "SELECT 1 FROM jobs WHERE id = $1 AND token = $2";

    public string AsJson(string parameter) => parameter;

    public string ParameterName(int position) => $"${position}";

    public object ParameterValue(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        _ => value,
    };

    // One process has the file.
    public bool MaySweep(Session session) => true;
}
