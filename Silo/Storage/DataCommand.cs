using System.Data.Common;
using Microsoft.Extensions.Configuration;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;

namespace OrleansJobs.Silo.Storage;

/// <summary>What commands of the program have in common that bring data from one place to another and end.</summary>
internal static class DataCommand
{
    public const string From = "from";
    public const string To = "to";

    /// <summary>Runs the command; answers the exit code: 0, or 2 if it cannot be done as it was asked for.</summary>
    /// <param name="name">The command.</param>
    /// <param name="usage">How it is written.</param>
    /// <param name="args">The arguments after its name.</param>
    /// <param name="error">Why it cannot be done.</param>
    /// <param name="run">Does it, from the first place to the second.</param>
    public static async Task<int> Run(string name, string usage, IReadOnlyList<string> args, TextWriter error, Func<string, string, Task> run)
    {
        try
        {
            CommandLine.Check(args);
            var settings = new ConfigurationBuilder().AddCommandLine([.. args]).Build();
            if (settings.GetChildren().FirstOrDefault(setting => !IsKnown(setting.Key)) is { } unknown)
                throw new StartException($"--{unknown.Key} is not known; {usage}");
            await run(Required(From), Required(To));
            return 0;

            string Required(string key) =>
                settings[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw new StartException($"--{key} is missing; {usage}");
        }
        catch (Exception e) when (e is StartException or DbException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"orleansjobs cannot {name}: {e.Message}");
            return StartGuard.CannotStart;
        }
    }

    private static bool IsKnown(string key) =>
        key.Equals(From, StringComparison.OrdinalIgnoreCase) || key.Equals(To, StringComparison.OrdinalIgnoreCase);
}
