using System.Data.Common;
using System.Globalization;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>SQLite's way.</summary>
internal sealed class SqliteCopyDialect : ICopyDialect
{
    public object Read(DbDataReader row, int column, ColumnType type) => type switch
    {
        ColumnType.Small or ColumnType.Int or ColumnType.Long => row.GetInt64(column),
        ColumnType.Flag => row.GetInt64(column) != 0,
        ColumnType.Id => new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true),
        ColumnType.Text or ColumnType.Json => row.GetString(column),
        ColumnType.Bytes => row.GetFieldValue<byte[]>(column),
        ColumnType.Plain => row.GetValue(column),
        ColumnType.Time or ColumnType.ZonedTime => WholeMicroseconds(row.GetDateTime(column)),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public long Insert(Session session, CopyTable table, IEnumerable<object?[]> rows)
    {
        var count = 0L;
        foreach (var row in rows)
        {
            session.Execute(table.Insert, row);
            count++;
        }

        return count;
    }

    public long LastNumber(Session session) =>
        Convert.ToInt64(session.Scalar("SELECT last FROM job_numbers"), CultureInfo.InvariantCulture);

    // The next sequence number of a job is always one more than the greatest.
    public void SetCounters(Session session, long lastNumber) => session.Execute("UPDATE job_numbers SET last = $1", lastNumber);

    private static DateTime WholeMicroseconds(DateTime time) =>
        new(time.Ticks - time.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
}
