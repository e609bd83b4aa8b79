using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>
/// The command "copy" of the program: moves a service's data to another database. It may be interrupted at any time and goes
/// on when it is run again.
/// </summary>
internal static class CopyCommand
{
    public const string Name = "copy";

    private const string Usage =
        "write: copy --from PLACE --to PLACE, where a place is the data directory of a SQLite database or the connection string of a PostgreSQL one (\"Host=...;Database=...\").";

    /// <summary>Copies; answers the exit code: 0, or 2 if it cannot be done as it was asked for.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="time">When migrations of the target are said to be applied.</param>
    /// <param name="output">What was done, a line each.</param>
    /// <param name="error">Why it cannot be done.</param>
    public static Task<int> Run(IReadOnlyList<string> args, TimeProvider time, TextWriter output, TextWriter error) =>
        DataCommand.Run(Name, Usage, args, error, (from, to) => Copy(CopyPlace.ParseExisting(DataCommand.From, from), CopyPlace.Parse(DataCommand.To, to), time, output));

    private static async Task Copy(StorageOptions from, StorageOptions to, TimeProvider time, TextWriter output)
    {
        if (from.Provider == to.Provider)
            throw new StartException("A copy goes from SQLite to PostgreSQL or back. Between two of a kind, use the database's own tools.");
        using var source = await CopyEnd.Open(from);
        using var target = await CopyEnd.Open(to);
        new DatabaseCopy(source, target, time, output).Run();
    }
}
