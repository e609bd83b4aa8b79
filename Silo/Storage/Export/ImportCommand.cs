using System.Data.Common;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage.Copy;

namespace OrleansJobs.Silo.Storage.Export;

/// <summary>The command "import" of the program: brings what an export has written into an empty database, all of it or nothing.</summary>
internal static class ImportCommand
{
    public const string Name = "import";

    private const string Usage = "write: import --from FILE --to PLACE, where the place is the data directory of a SQLite database or the connection string of a PostgreSQL one.";

    /// <summary>Imports; answers the exit code: 0, or 2 if it cannot be done as it was asked for.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="time">When migrations of the database are said to be applied.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">Why it cannot be done.</param>
    public static Task<int> Run(IReadOnlyList<string> args, TimeProvider time, TextWriter output, TextWriter error) =>
        DataCommand.Run(Name, Usage, args, error, (from, to) => Read(from, CopyPlace.Parse(DataCommand.To, to), time, output));

    private static async Task Read(string path, StorageOptions to, TimeProvider time, TextWriter output)
    {
        using var target = await CopyEnd.Open(to);
        new Migrator(Migration.All(target.MigrationFolder), target.Place, time).Run(target.Writer);
        CopyProgress.RefuseUnfinished(target.Reader, target.Place);
        var tables = CopySchema.Read(target.Reader, target.Provider);
        if (tables.FirstOrDefault(table => !target.IsEmpty(table)) is { } full)
            throw new StartException($"{target.Place} holds data already: its table {full.Name} has rows. An import needs an empty database.");

        var file = new ImportFile(path, tables);
        if (file.FindFaults() is { Count: > 0 } faults)
            throw new StartException($"{path} has lines that are no records of an export for this version; nothing was imported.{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
        var records = Import(target, file);
        await output.WriteLineAsync($"Done: {target.Place} holds all {records} records of {path}.");
    }

    /// <summary>In one transaction: a fault, or the end of the process, leaves an empty database.</summary>
    private static long Import(CopyEnd target, ImportFile file)
    {
        try
        {
            return target.Commit(session =>
            {
                var count = 0L;
                using var records = file.Records().GetEnumerator();
                for (var more = records.MoveNext(); more;)
                {
                    var table = records.Current.Table;
                    count += target.Insert(table, OneTable());

                    IEnumerable<object?[]> OneTable()
                    {
                        for (; more && records.Current.Table == table; more = records.MoveNext()) yield return records.Current.Row;
                    }
                }

                target.SetCounters(file.LastNumber);
                return count;
            });
        }
        catch (DbException error)
        {
            throw new StartException($"The record in line {file.Line}, or one shortly before it, is refused: {error.Message} Nothing was imported.");
        }
    }
}
