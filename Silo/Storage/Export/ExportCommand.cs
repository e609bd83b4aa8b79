using System.Data.Common;
using OrleansJobs.Silo.Storage.Copy;

namespace OrleansJobs.Silo.Storage.Export;

/// <summary>The command "export" of the program: writes all data to a file of lines, as of one moment, whether a service runs on it or not.</summary>
internal static class ExportCommand
{
    public const string Name = "export";

    private const string Usage = "write: export --from PLACE --to FILE, where the place is the data directory of a SQLite database or the connection string of a PostgreSQL one.";

    /// <summary>Exports; answers the exit code: 0, or 2 if it cannot be done as it was asked for.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">Why it cannot be done.</param>
    public static Task<int> Run(IReadOnlyList<string> args, TimeProvider time, TextWriter output, TextWriter error) =>
        DataCommand.Run(Name, Usage, args, error, (from, to) => Write(CopyPlace.ParseExisting(DataCommand.From, from), Path.GetFullPath(to), time, output));

    private static async Task Write(StorageOptions from, string file, TimeProvider time, TextWriter output)
    {
        var (driver, dialect) = CopyEnd.Choose(from);
        using (driver)
        {
            using var session = new Session(await driver.OpenReader(CancellationToken.None), driver.Dialect);
            new Migrator(Migration.All(driver.MigrationFolder), driver.Place, time).RequireCurrent(session);
            CopyProgress.RefuseUnfinished(session, driver.Place);
            session.Execute(from.Provider == StorageProvider.Sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            var records = 0L;
            NewFile.Write(file, partial =>
            {
                using var lines = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
                records = Write(lines, session, dialect, from.Provider);
            });
            await output.WriteLineAsync($"Done: {file} holds {records} records of {driver.Place}.");
        }
    }

    private static long Write(Stream lines, Session session, ICopyDialect dialect, StorageProvider provider)
    {
        ExportForm.Write(lines, ExportForm.First, dialect.LastNumber(session));
        var records = 0L;
        foreach (var table in CopySchema.Read(session, provider))
        {
            using var reader = session.Command(table.Select).ExecuteReader();
            for (; reader.Read(); records++) ExportForm.Write(lines, table, Row(reader, table, dialect));
        }

        ExportForm.Write(lines, ExportForm.Last, records);
        return records;
    }

    private static object?[] Row(DbDataReader reader, CopyTable table, ICopyDialect dialect) =>
        [.. table.Columns.Select((column, index) => reader.IsDBNull(index) ? null : dialect.Read(reader, index, column.Type))];
}
