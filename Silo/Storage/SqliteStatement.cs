using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// A prepared SQLite statement with its parameters bound in order. ADO.NET's commands look up every parameter by name
/// at every run, which would cost the writer about as much as the statement itself.
/// </summary>
internal sealed class SqliteStatement : IColumnSink, IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public SqliteStatement(sqlite3 database, string text)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public void Integer(long? value) =>
        Check(value is { } some ? raw.sqlite3_bind_int64(_statement, ++_bound, some) : BindNull());

    public void Flag(bool value) => Check(raw.sqlite3_bind_int(_statement, ++_bound, value ? 1 : 0));

    public void Text(string? value) =>
        Check(value is null ? BindNull() : raw.sqlite3_bind_text(_statement, ++_bound, value));

    public void Id(Guid? value)
    {
        if (value is not { } id)
        {
            Check(BindNull());
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, bytes));
    }

    public void Json(byte[]? value) =>
        Check(value is null ? BindNull() : raw.sqlite3_bind_text(_statement, ++_bound, (ReadOnlySpan<byte>)value));

    /// <summary>Runs the statement; the integer it returns, or null if it returns no row.</summary>
    public long? Run()
    {
        try
        {
            var result = raw.sqlite3_step(_statement);
            if (result == raw.SQLITE_ROW) return raw.sqlite3_column_int64(_statement, 0);
            if (result != raw.SQLITE_DONE) Check(result);
            return null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
            _bound = 0;
        }
    }

    public void Dispose() => _statement.Dispose();

    private int BindNull() => raw.sqlite3_bind_null(_statement, ++_bound);

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK) return;
        _bound = 0;
        SqliteException.ThrowExceptionForRC(result, _database);
    }
}
