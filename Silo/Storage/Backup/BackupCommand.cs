using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage.Copy;

namespace OrleansJobs.Silo.Storage.Backup;

/// <summary>The command "backup" of the program: writes a SQLite database to a file, whether a service runs on it or not.</summary>
internal static class BackupCommand
{
    public const string Name = "backup";

    private const string Usage = "write: backup --from DIRECTORY --to FILE, where the directory is the data directory of a SQLite database.";

    /// <summary>Writes the backup; answers the exit code: 0, or 2 if it cannot be done as it was asked for.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">Why it cannot be done.</param>
    public static Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter error) =>
        DataCommand.Run(Name, Usage, args, error, (from, to) => Write(CopyPlace.ParseExisting(DataCommand.From, from), to, output));

    private static Task Write(StorageOptions from, string file, TextWriter output)
    {
        if (from.Provider != StorageProvider.Sqlite)
            throw new StartException("PostgreSQL has tools of its own for that: pg_dump, or base backups with archived WAL.");
        SqliteBackup.Write(from.DatabaseFile, Path.GetFullPath(file));
        return output.WriteLineAsync($"Done: {file} holds what {from.DatabaseFile} did when the backup began; its integrity is verified.");
    }
}
