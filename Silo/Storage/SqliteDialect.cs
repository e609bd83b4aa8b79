namespace OrleansJobs.Silo.Storage;

/// <summary>SQLite's own.</summary>
internal sealed class SqliteDialect : ISqlDialect
{
    private const string TextsOfArray = "json_each($2)";

    // SQLite has no lateral joins, but looks up a list that depends on the row before it.
    public string ListByCombination { get; } =
        $"""
        SELECT {JobColumns.WithoutPayload}
        FROM (SELECT queue, kind, phase FROM job_counts
              WHERE phase BETWEEN COALESCE($1, -1) AND COALESCE($1, 4) AND count <> 0
                AND ($4 IS NULL OR queue = $4) AND ($5 IS NULL OR kind = $5)
              UNION
              SELECT queue, kind, -2 FROM job_counts
              WHERE phase = 0 AND COALESCE($1, 0) = 0 AND count <> 0
                AND ($4 IS NULL OR queue = $4) AND ($5 IS NULL OR kind = $5)) c
        CROSS JOIN jobs j
        WHERE j.seq IN (SELECT x.seq FROM jobs x
                        WHERE x.queue = c.queue AND x.kind = c.kind AND x.phase = c.phase AND x.seq < $2 AND x.seq >= $6
                          AND ($7 IS NULL OR x.run_at > $7) AND ($8 IS NULL OR x.run_at <= $8)
                        ORDER BY x.seq DESC LIMIT $3)
        ORDER BY j.seq DESC LIMIT $3
        """;

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
