using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Storage.Copy;

namespace OrleansJobs.Silo.Storage.Sealing;

/// <summary>The command "reseal" of the program: brings all that is stored under the current key. Its settings are those of the service, which must not run.</summary>
internal static class ResealCommand
{
    public const string Name = "reseal";

    /// <summary>Does it; answers the exit code: 0, or 2 if it cannot be done, or not wholly.</summary>
    /// <param name="args">Settings, of the form --Key value; they precede the environment and appsettings.json.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">Why it cannot be done.</param>
    public static async Task<int> Run(IReadOnlyList<string> args, TimeProvider time, TextWriter output, TextWriter error)
    {
        try
        {
            CommandLine.Check(args);
            return await Run(OptionsOf(args), time, output, error);
        }
        catch (OptionsValidationException e)
        {
            foreach (var line in e.Failures) await error.WriteLineAsync($"orleansjobs cannot {Name}: {line}");
        }
        catch (Exception e) when (e is StartException or DbException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"orleansjobs cannot {Name}: {e.Message}");
        }

        return StartGuard.CannotStart;
    }

    private static StorageOptions OptionsOf(IReadOnlyList<string> args)
    {
        var builder = ServerBuilder.Create([.. args]);
        builder.Services.AddStorageSettings();
        builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageRules>();
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<StorageOptions>>().Value;
    }

    private static async Task<int> Run(StorageOptions options, TimeProvider time, TextWriter output, TextWriter error)
    {
        if (options.Provider == StorageProvider.Sqlite && !File.Exists(options.DatabaseFile)) throw new StartException($"there is no file {options.DatabaseFile}.");
        using var place = await CopyEnd.Open(options, "Nobody else may write meanwhile");
        new Migrator(Migration.All(place.MigrationFolder), place.Place, time).RequireCurrent(place.Reader);
        CopyProgress.RefuseUnfinished(place.Reader, place.Place);
        var reseal = new Reseal(place, new RowSealing(options.Encryption));
        var rows = reseal.Run();
        var now = options.Encryption.Key is { } key ? $"sealed with the key \"{key}\"" : "stored as they are, as Storage:Encryption:Key is not set";
        await output.WriteLineAsync($"Done: {rows} rows of {place.Place} were written anew; values are {now}.");
        if (reseal.Missing.Count == 0) return 0;
        await error.WriteLineAsync($"Some values cannot be opened and were left as they are. They name the keys {string.Join(", ", reseal.Missing)}.");
        return StartGuard.CannotStart;
    }
}
