using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// The filter that leads a search: what it leads to is found by an index, in the order of seq. Values: the numbers between which rows are looked at, how many,
/// what the filter looks for, and the last of it if that is a range; then how many may match, and the other filters.
/// </summary>
internal sealed class SearchLead
{
    /// <summary>The other filters, tried on each row.</summary>
    private const string Others =
        """
        (CAST($7 AS text) IS NULL OR j.queue = $7) AND (CAST($8 AS text) IS NULL OR j.kind = $8)
          AND (CAST($9 AS bigint) IS NULL OR j.created_at >= $9) AND (CAST($10 AS bigint) IS NULL OR j.created_at < $10)
          AND (CAST($11 AS int) IS NULL OR j.phase = $11 OR ($11 = 0 AND j.phase = -2))
          AND (CAST($12 AS bigint) IS NULL OR j.run_at > $12) AND (CAST($13 AS bigint) IS NULL OR j.run_at <= $13)
          AND (CAST($14 AS text) IS NULL OR j.lane = $14)
          AND (CAST($15 AS text) IS NULL OR EXISTS (SELECT 1 FROM job_tags k WHERE k.job = j.seq AND k.tag = $15))
          AND (CAST($16 AS text) IS NULL OR j.schedule = $16) AND (CAST($17 AS text) IS NULL OR j.replay_of = $17)
          AND (CAST($18 AS text) IS NULL OR j.batch = $18) AND (CAST($19 AS text) IS NULL OR j.tenant = $19)
        """;

    /// <summary>How many of the values tell which rows are looked at.</summary>
    public const int Looked = 5;

    private readonly string _rows;
    private readonly string _seq;

    private SearchLead(string table, string seq, string condition)
    {
        _seq = seq;
        _rows = $"FROM {table} WHERE {condition} AND {seq} > $1 AND {seq} < $2";
        Down = PageIn("DESC");
        Up = PageIn("ASC");
        Count = $"SELECT COUNT(*) FROM ({Matching("1", "DESC")} LIMIT $6) v";
    }

    /// <summary>Jobs whose id is in a range. All of it is put in order: the index has it by id.</summary>
    public static SearchLead Ids { get; } = new("jobs x", "+x.seq", "x.id >= $4 AND x.id <= $5");

    /// <summary>Jobs of one batch.</summary>
    public static SearchLead Batch { get; } = OfColumn("batch");

    /// <summary>Replays of one job.</summary>
    public static SearchLead ReplayOf { get; } = OfColumn("replay_of");

    /// <summary>Runs of one schedule.</summary>
    public static SearchLead Schedule { get; } = OfColumn("schedule");

    /// <summary>Jobs of one lane.</summary>
    public static SearchLead Lane { get; } = OfColumn("lane");

    /// <summary>Jobs with one tag.</summary>
    public static SearchLead Tag { get; } = new("job_tags x", "x.job", "x.tag = $4 AND CAST($5 AS text) IS NULL");

    /// <summary>Jobs of one tenant that is not the default one, which has nearly all.</summary>
    public static SearchLead Tenant { get; } =
        new("jobs x", "x.seq", $"x.tenant <> '{JobId.DefaultTenant}' AND x.tenant = $4 AND CAST($5 AS text) IS NULL");

    /// <summary>All jobs.</summary>
    public static SearchLead None { get; } = new("jobs x", "x.seq", "CAST($4 AS text) IS NULL AND CAST($5 AS text) IS NULL");

    /// <summary>The rows that match, from the newest.</summary>
    public string Down { get; }

    /// <summary>The rows that match, from the oldest.</summary>
    public string Up { get; }

    /// <summary>How many rows match, from the newest.</summary>
    public string Count { get; }

    /// <summary>The rows that match, in one of the orders.</summary>
    public string Page(bool oldestFirst) => oldestFirst ? Up : Down;

    /// <summary>The number of the last row that was looked at; none if there is nothing behind it.</summary>
    public string End(bool oldestFirst) => $"SELECT {_seq} {_rows} ORDER BY 1 {(oldestFirst ? "ASC" : "DESC")} LIMIT 1 OFFSET $3 - 1";

    private static SearchLead OfColumn(string name) => new("jobs x", "x.seq", $"x.{name} IS NOT NULL AND x.{name} = $4 AND CAST($5 AS text) IS NULL");

    private string PageIn(string order) => $"{Matching(JobColumns.WithoutPayload, order)} ORDER BY j.seq {order} LIMIT $6";

    private string Matching(string columns, string order) =>
        $"""
        SELECT {columns} FROM (SELECT {_seq} AS seq {_rows} ORDER BY {_seq} {order} LIMIT $3) c CROSS JOIN jobs j
        WHERE j.seq = c.seq
          AND {Others}
        """;
}
