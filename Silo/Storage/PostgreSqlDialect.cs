namespace OrleansJobs.Silo.Storage;

/// <summary>PostgreSQL's own.</summary>
internal sealed class PostgreSqlDialect : ISqlDialect
{
    private const string TextsOfArray = "(SELECT t.value COLLATE \"C\" AS value FROM json_array_elements_text(CAST($2 AS json)) t (value))";

    public string ListByCombination { get; } =
        $"""
        SELECT {JobColumns.WithoutPayload}
        FROM (SELECT queue, kind, phase FROM job_counts
              WHERE phase BETWEEN COALESCE(CAST($1 AS int), -1) AND COALESCE(CAST($1 AS int), 4) AND count <> 0
                AND (CAST($4 AS text) IS NULL OR queue = $4) AND (CAST($5 AS text) IS NULL OR kind = $5)
              UNION
              SELECT queue, kind, -2 FROM job_counts
              WHERE phase = 0 AND COALESCE(CAST($1 AS int), 0) = 0 AND count <> 0
                AND (CAST($4 AS text) IS NULL OR queue = $4) AND (CAST($5 AS text) IS NULL OR kind = $5)) c
        CROSS JOIN LATERAL (SELECT * FROM jobs x
                            WHERE x.queue = c.queue AND x.kind = c.kind AND x.phase = c.phase AND x.seq < $2 AND x.seq >= $6
                              AND (CAST($7 AS bigint) IS NULL OR x.run_at > $7) AND (CAST($8 AS bigint) IS NULL OR x.run_at <= $8)
                            ORDER BY x.seq DESC LIMIT $3) j
        ORDER BY j.seq DESC LIMIT $3
        """;

    public string Texts => TextsOfArray;

    public string DueByLane { get; } =
        $"""
        {LaneQuery.Priorities(TextsOfArray)}
        SELECT {WindowQuery.Columns} FROM p
        CROSS JOIN LATERAL (SELECT * FROM jobs x
                            WHERE x.phase = 0 AND x.lane IS NOT NULL AND x.queue = $1 AND x.lane = p.lane AND x.priority = p.priority AND x.run_at <= $3
                            ORDER BY x.run_at, x.seq LIMIT $4) j
        """;

    public string HoldAttempt => "SELECT 1 FROM jobs WHERE id = $1 AND token = $2 FOR SHARE";

    public string AsJson(string parameter) => $"CAST({parameter} AS json)";

    // Without a name a parameter is what its place says.
    public string ParameterName(int position) => "";

    public object ParameterValue(object? value) => value ?? DBNull.Value;

    public bool MaySweep(Session session) => (bool)session.Scalar(AdvisoryLock.TrySweep)!;
}
