using System.Data.Common;
using Microsoft.Extensions.Configuration;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>
/// The command "copy" of the program: moves a service's data to another database. It may be interrupted at any time and goes
/// on when it is run again.
/// </summary>
internal static class CopyCommand
{
    public const string Name = "copy";

    public const string Usage =
        "write: copy --from PLACE --to PLACE, where a place is the data directory of a SQLite database or the connection string of a PostgreSQL one (\"Host=...;Database=...\").";

    private const string From = "from";
    private const string To = "to";

    /// <summary>Copies; answers the exit code: 0, or 2 if it cannot be done as it was asked for.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="time">When migrations of the target are said to be applied.</param>
    /// <param name="output">What was done, a line each.</param>
    /// <param name="error">Why it cannot be done.</param>
    public static async Task<int> Run(IReadOnlyList<string> args, TimeProvider time, TextWriter output, TextWriter error)
    {
        try
        {
            CommandLine.Check(args);
            var settings = new ConfigurationBuilder().AddCommandLine([.. args]).Build();
            if (settings.GetChildren().FirstOrDefault(setting => !IsKnown(setting.Key)) is { } unknown)
                throw new StartException($"--{unknown.Key} is not known; {Usage}");
            var (from, to) = (CopyPlace.ParseExisting(From, settings[From]), CopyPlace.Parse(To, settings[To]));
            if (from.Provider == to.Provider)
                throw new StartException("A copy goes from SQLite to PostgreSQL or back. Between two of a kind, use the database's own tools.");
            using var source = await CopyEnd.Open(from);
            using var target = await CopyEnd.Open(to);
            new DatabaseCopy(source, target, time, output).Run();
            return 0;
        }
        catch (Exception e) when (e is StartException or DbException)
        {
            await error.WriteLineAsync($"orleansjobs cannot copy: {e.Message}");
            return StartGuard.CannotStart;
        }
    }

    private static bool IsKnown(string key) =>
        key.Equals(From, StringComparison.OrdinalIgnoreCase) || key.Equals(To, StringComparison.OrdinalIgnoreCase);
}
