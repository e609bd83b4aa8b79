using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Reminders in Microsoft Orleans' table OrleansRemindersTable, row by row as its AdoNet provider writes them: times in
/// whole milliseconds, the etag is the row's version, from 0.
/// </summary>
internal sealed class SqlReminderTable(Database database, IOptions<StorageOptions> options) : IReminderTable
{
    private const string Select =
        "SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId = $1";

    public const string OfGrain = $"{Select} AND GrainId = $2 ORDER BY ReminderName";
    public const string One = $"{Select} AND GrainId = $2 AND ReminderName = $3";
    public const string Between = $"{Select} AND GrainHash > $2 AND GrainHash <= $3";

    /// <summary>Two ranges, so that each is found by the index.</summary>
    public const string Outside = $"{Select} AND GrainHash > $2 UNION ALL {Select} AND GrainHash <= $3";

    private const string Upsert =
        """
        INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
        VALUES ($1, $2, $3, $4, $5, $6, 0)
        ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE SET
            StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash,
            Version = OrleansRemindersTable.Version + 1
        RETURNING Version
        """;

    private const string Delete =
        "DELETE FROM OrleansRemindersTable WHERE ServiceId = $1 AND GrainId = $2 AND ReminderName = $3 AND Version = $4";

    private readonly string _service = options.Value.ServiceId;

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await Read(OfGrain, grainId.ToString()));

    // The column is signed, and so is the comparison: in this order the ring begins at -2^31.
    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        var (from, to) = unchecked(((int)begin, (int)end));
        return new ReminderTableData(await Read(from < to ? Between : Outside, from, to));
    }

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await Read(One, grainId.ToString(), reminderName)).SingleOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var start = new DateTime(entry.StartAt.Ticks - entry.StartAt.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        var period = (long)entry.Period.TotalMilliseconds;
        var hash = unchecked((int)entry.GrainId.GetUniformHashCode());
        var version = await database.Write((session, _) =>
            session.Scalar(Upsert, _service, entry.GrainId.ToString(), entry.ReminderName, start, period, hash));
        return Convert.ToString(version, CultureInfo.InvariantCulture);
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var version = int.Parse(eTag, CultureInfo.InvariantCulture);
        return await database.Write((session, _) => session.Execute(Delete, _service, grainId.ToString(), reminderName, version)) > 0;
    }

    public Task TestOnlyClearTable() =>
        database.Write((session, _) => session.Execute("DELETE FROM OrleansRemindersTable WHERE ServiceId = $1", _service));

    private Task<List<ReminderEntry>> Read(string text, params object[] values) =>
        database.Read((session, token) => session.Command(text, [_service, .. values]).ReadAll(Entry, token), CancellationToken.None);

    private static ReminderEntry Entry(DbDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(0)),
        ReminderName = row.GetString(1),
        StartAt = DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc),
        Period = TimeSpan.FromMilliseconds(row.GetInt64(3)),
        ETag = row.GetInt32(4).ToString(CultureInfo.InvariantCulture),
    };
}
