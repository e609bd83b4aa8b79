namespace OrleansJobs.Silo.Storage;

/// <summary>PostgreSQL's own.</summary>
internal sealed class PostgreSqlDialect : ISqlDialect
{
    private const string TextsOfArray = "(SELECT t.value COLLATE \"C\" AS value FROM json_array_elements_text(CAST($2 AS json)) t (value))";

    // The planner takes each combination for a frequent one, and would go down the table by its key. Only the index of all four columns has the first order; what
    // it has of other combinations behind the last row of one is left out. By time that could be very much: so all of a window is put in order there.
    public string ListByCombination(string? side)
    {
        var (rows, order) = side is null
            ? ("(x.queue, x.kind, x.phase, x.seq) < (c.queue, c.kind, c.phase, $4)", "x.queue DESC, x.kind DESC, x.phase DESC, x.seq DESC")
            : ($"x.queue = c.queue AND x.kind = c.kind AND x.phase = c.phase AND x.seq < $4 AND x.seq >= $5 AND x.run_at {side} $7", "x.seq + 0 DESC");
        return $"""
            SELECT {JobColumns.WithoutPayload}
            FROM ({ListQuery.Combinations}) c CROSS JOIN LATERAL (SELECT * FROM jobs x WHERE {rows} ORDER BY {order} LIMIT $6) j
            WHERE j.queue = c.queue AND j.kind = c.kind AND j.phase = c.phase AND j.seq >= $5
            ORDER BY j.seq DESC LIMIT $6
            """;
    }

    // Without a limit the planner would turn it into another join, over all rows of the table.
    public string EachJob(string condition, string order, string limit) =>
        $"CROSS JOIN LATERAL (SELECT * FROM jobs x WHERE {condition} ORDER BY {order} LIMIT {limit}) x";

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
