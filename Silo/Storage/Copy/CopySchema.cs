using System.Collections.Immutable;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>
/// Finds out from both databases which tables are to be copied: all of them. A table or column that only one of them has
/// stops the copy, unless it is one of the few below that belong to their database.
/// </summary>
internal static class CopySchema
{
    /// <summary>Tables that say something of their own database, and nothing of the service's data.</summary>
    private static readonly ImmutableHashSet<string> Own = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "schema_migrations", CopyProgress.Table,
        // A row in SQLite, a sequence in PostgreSQL: see ICopyDialect.
        "job_numbers",
        // What PostgreSQL's function submit knows of the programs, which tell it at each start; who owns the database, Orleans' statements and silos, which SQLite has none of, and its reminders, which nothing sets.
        "submit_kinds", "submit_limits", "engine_owner", "OrleansRemindersTable", "OrleansQuery", "OrleansMembershipVersionTable", "OrleansMembershipTable");

    // In the order in which they were made: a table after those that it refers to.
    private const string SqliteTables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";

    private const string SqliteColumns = "SELECT name, pk FROM pragma_table_info($1) ORDER BY cid";

    private const string PostgreSqlColumns =
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()";

    // As SQLite's: in the order in which they were made.
    private const string PostgreSqlTables =
        """
        SELECT c.relname, i.column_name, i.data_type FROM information_schema.columns i
        JOIN pg_namespace n ON n.nspname = i.table_schema
        JOIN pg_class c ON c.relname = i.table_name AND c.relkind = 'r' AND c.relnamespace = n.oid
        WHERE i.table_schema = current_schema() ORDER BY c.oid, i.ordinal_position
        """;

    private sealed record PostgreSqlColumn(string Table, string Name, string Type);

    /// <summary>The tables to copy, each after those that it refers to.</summary>
    /// <exception cref="StartException">The databases do not match.</exception>
    public static IReadOnlyList<CopyTable> Read(Session sqlite, Session postgreSql)
    {
        var there = postgreSql
            .Query(row => new PostgreSqlColumn(row.GetString(0), row.GetString(1), row.GetString(2)), PostgreSqlColumns)
            .Where(column => !Own.Contains(column.Table))
            .ToLookup(column => column.Table, StringComparer.OrdinalIgnoreCase);
        var here = sqlite.Query(row => row.GetString(0), SqliteTables).Where(table => !Own.Contains(table)).ToList();
        foreach (var table in there.Where(table => !here.Contains(table.Key, StringComparer.OrdinalIgnoreCase)))
            throw new StartException($"The table {table.Key} of PostgreSQL is not in SQLite.");
        return [.. here.Select(table => Read(sqlite, table, [.. there[table]]))];
    }

    /// <summary>The tables of one database alone, each after those that it refers to.</summary>
    public static IReadOnlyList<CopyTable> Read(Session session, StorageProvider provider) => provider switch
    {
        StorageProvider.Sqlite => [.. session.Query(row => row.GetString(0), SqliteTables).Where(table => !Own.Contains(table)).Select(table => ReadSqlite(session, table))],
        StorageProvider.PostgreSql => ReadPostgreSql(session),
        _ => throw new ArgumentException($"{provider} has no tables.", nameof(provider)),
    };

    private static CopyTable ReadSqlite(Session sqlite, string table)
    {
        var columns = sqlite.Query(row => new CopyColumn(row.GetString(0), ColumnType.Plain), SqliteColumns, table).ToImmutableArray();
        return new CopyTable(table, columns, [.. columns.Select(column => column.Name)]);
    }

    private static List<CopyTable> ReadPostgreSql(Session postgreSql) =>
    [
        .. postgreSql.Query(row => new PostgreSqlColumn(row.GetString(0), row.GetString(1), row.GetString(2)), PostgreSqlTables)
            .Where(column => !Own.Contains(column.Table))
            .GroupBy(column => column.Table, StringComparer.Ordinal)
            .Select(table => new CopyTable(
                table.Key, [.. table.Select(column => new CopyColumn(column.Name, TypeOf(table.Key, column.Name, [column])))], [.. table.Select(column => column.Name)])),
    ];

    private static CopyTable Read(Session sqlite, string table, IReadOnlyList<PostgreSqlColumn> there)
    {
        var here = sqlite.Query(row => (Name: row.GetString(0), Key: row.GetInt32(1)), SqliteColumns, table);
        var columns = here.Select(column => new CopyColumn(column.Name, TypeOf(table, column.Name, there))).ToImmutableArray();
        if (columns.Length != there.Count) throw new StartException($"The table {table} has other columns in PostgreSQL than in SQLite.");
        var key = here.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name).ToImmutableArray();
        return new CopyTable(table, columns, key.IsEmpty ? [.. columns.Select(column => column.Name)] : key);
    }

    private static ColumnType TypeOf(string table, string column, IReadOnlyList<PostgreSqlColumn> there) =>
        there.FirstOrDefault(other => other.Name.Equals(column, StringComparison.OrdinalIgnoreCase))?.Type switch
        {
            "smallint" => ColumnType.Small,
            "integer" => ColumnType.Int,
            "bigint" => ColumnType.Long,
            "boolean" => ColumnType.Flag,
            "uuid" => ColumnType.Id,
            "text" or "character varying" => ColumnType.Text,
            "json" => ColumnType.Json,
            "bytea" => ColumnType.Bytes,
            "timestamp without time zone" => ColumnType.Time,
            "timestamp with time zone" => ColumnType.ZonedTime,
            null => throw new StartException($"The column {table}.{column} of SQLite is not in PostgreSQL."),
            var other => throw new StartException($"The column {table}.{column} is of type {other}, which cannot be copied."),
        };
}
