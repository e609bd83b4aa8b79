using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>PostgreSQL's way: rows come in by its COPY, which also takes values for the column that it numbers itself.</summary>
internal sealed class PostgreSqlCopyDialect : ICopyDialect
{
    // Of a sequence that was never used last_value is 1 too.
    private const string ReadNumber = "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM job_numbers";

    private const string SetNumber = "SELECT setval('job_numbers', $1, false)";

    /// <summary>The tables whose rows are numbered by a sequence of their own.</summary>
    private static readonly string[] Sequences = ["jobs", "batches", "audit"];

    public object Read(DbDataReader row, int column, ColumnType type) => type switch
    {
        ColumnType.Small or ColumnType.Int or ColumnType.Long => row.GetInt64(column),
        ColumnType.Flag => row.GetBoolean(column),
        ColumnType.Id => row.GetGuid(column),
        ColumnType.Text or ColumnType.Json => row.GetString(column),
        ColumnType.Bytes => row.GetFieldValue<byte[]>(column),
        ColumnType.Time or ColumnType.ZonedTime => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public long Insert(Session session, CopyTable table, IEnumerable<object?[]> rows)
    {
        var connection = (NpgsqlConnection)session.Connection;
        var count = 0L;
        using var importer = connection.BeginBinaryImport($"COPY {table.Name} ({table.ColumnNames}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            importer.StartRow();
            for (var i = 0; i < row.Length; i++) Write(importer, row[i], table.Columns[i].Type);
            count++;
        }

        importer.Complete();
        return count;
    }

    public long LastNumber(Session session) => Convert.ToInt64(session.Scalar(ReadNumber), CultureInfo.InvariantCulture);

    // Fresh statistics too: a server that has none yet may look for a while in the wrong index.
    public void SetCounters(Session session, long lastNumber)
    {
        session.Scalar(SetNumber, lastNumber + 1);
        foreach (var table in Sequences)
            session.Scalar($"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), (SELECT COALESCE(MAX(seq), 0) + 1 FROM {table}), false)");
        session.Execute("ANALYZE");
    }

    private static void Write(NpgsqlBinaryImporter importer, object? value, ColumnType type)
    {
        if (value is null) importer.WriteNull();
        else if (type == ColumnType.Time) importer.Write(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Unspecified), NpgsqlDbType.Timestamp);
        else importer.Write(value, TypeOf(type));
    }

    private static NpgsqlDbType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Small => NpgsqlDbType.Smallint,
        ColumnType.Int => NpgsqlDbType.Integer,
        ColumnType.Long => NpgsqlDbType.Bigint,
        ColumnType.Flag => NpgsqlDbType.Boolean,
        ColumnType.Id => NpgsqlDbType.Uuid,
        ColumnType.Text => NpgsqlDbType.Text,
        ColumnType.Json => NpgsqlDbType.Json,
        ColumnType.Bytes => NpgsqlDbType.Bytea,
        ColumnType.Time => NpgsqlDbType.Timestamp,
        ColumnType.ZonedTime => NpgsqlDbType.TimestampTz,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
