namespace OrleansJobs.Silo.Storage;

/// <summary>The columns of the table of jobs and the statements made of them. <see cref="JobRow"/> has their values in the same order.</summary>
internal static class JobColumns
{
    /// <summary>What never changes, or, as queue, lane and cost, hardly ever. An index that has such a column only is not touched when a job changes.</summary>
    private static readonly string[] Identity = ["id", "queue", "kind", "tenant", "created_at", "lane", "cost", "debounce_key", "schedule", "batch", "line", "replay_of"];

    private static readonly string[] State =
    [
        "phase", "priority", "run_at", "expires_at", "started_at", "ended_at", "purge_at", "owner", "token",
        "crashes", "on_probation", "payload_expired", "version", "stamp", "detail", "debounce_until", "lease_until",
    ];

    /// <summary>What may be long. Written only when it changes.</summary>
    private static readonly string[] Payload = ["checkpoint", "input", "result"];

    /// <summary>The small number of a job that has one. Given at the insert and never changed.</summary>
    private const string Number = "number";

    private static readonly string[] Inserted = [.. Identity, .. State, .. Payload];

    /// <summary>Identity, state, payload. Changes nothing if the id is there already, or another job that takes the submits of the debounce key.</summary>
    public static string Insert { get; } = InsertText(List(Inserted, ""), Values(Inserted));

    /// <summary>State, then sequence number, id and version as they must be. A number alone may have been given again.</summary>
    public static string Update { get; } = UpdateText(State);

    /// <summary>The same with the payload after the state.</summary>
    public static string UpdateWithPayload { get; } = UpdateText([.. State, .. Payload]);

    /// <summary>The same with payload, queue, lane, cost and line after the state.</summary>
    public static string UpdateWithQueue { get; } = UpdateText([.. State, .. Payload, "queue", "lane", "cost", "line"]);

    /// <summary>Removes the row with id and version as they must be, and its log; returns the sequence number, or no row.</summary>
    public const string Delete = "DELETE FROM jobs WHERE id = $1 AND version = $2 RETURNING seq";

    /// <summary>What <see cref="JobRow.Read"/> reads.</summary>
    public static string All { get; } = $"j.seq, {List([.. Identity, .. State, Number, .. Payload], "j.")}";

    /// <summary>The same without the payload.</summary>
    public static string WithoutPayload { get; } = $"j.seq, {List([.. Identity, .. State, Number], "j.")}";

    /// <summary>As <see cref="Insert"/>, of a job that gets the number which the SQL expression <paramref name="next"/> gives.</summary>
    public static string InsertNumbered(string next) => InsertText($"{List(Inserted, "")}, {Number}", $"{Values(Inserted)}, {next}");

    private static string InsertText(string columns, string values) =>
        $"INSERT INTO jobs ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING";

    private static string UpdateText(string[] columns)
    {
        var values = string.Join(", ", columns.Select((column, index) => $"{column} = ${index + 1}"));
        var next = columns.Length + 1;
        return $"UPDATE jobs SET {values} WHERE seq = ${next} AND id = ${next + 1} AND version = ${next + 2}";
    }

    private static string Values(string[] columns) => string.Join(", ", columns.Select((_, index) => $"${index + 1}"));

    private static string List(string[] columns, string prefix) => string.Join(", ", columns.Select(column => prefix + column));
}
