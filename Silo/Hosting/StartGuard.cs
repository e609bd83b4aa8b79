using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Hosting;

/// <summary>
/// Runs the process. If it cannot start for a reason that lies with whoever starts it - a setting, an address in use -
/// it says so in a line each, without a stack trace. Anything else is a fault of the program and shows all it has.
/// </summary>
internal static class StartGuard
{
    private const string ListenKey = "Urls";

    /// <summary>The exit code of a process that could not start as it was asked to.</summary>
    public const int CannotStart = 2;

    /// <summary>Starts the service and answers the exit code when it has ended.</summary>
    /// <param name="error">Where the lines go.</param>
    /// <param name="build">Builds the service.</param>
    /// <param name="started">Told of the service when it has started.</param>
    public static async Task<int> Run(TextWriter error, Func<WebApplication> build, Action<WebApplication> started)
    {
        PatternTimeout.Set();
        WebApplication? app = null;
        try
        {
            app = build();
            await app.StartAsync();
            started(app);
        }
        catch (OperationCanceledException) when (app is { Lifetime.ApplicationStopping.IsCancellationRequested: true })
        {
            // It was told to stop while it started: a web process may look for its first silo for a long time.
            await app.DisposeAsync();
            return 0;
        }
        catch (Exception e) when (Explain(e) is { Count: > 0 } lines)
        {
            foreach (var line in lines) await error.WriteLineAsync($"orleansjobs cannot start: {line}");
            return CannotStart;
        }

        await using (app) await app.WaitForShutdownAsync();
        return Environment.ExitCode;
    }

    private static IReadOnlyList<string> Explain(Exception exception) => exception switch
    {
        StartException or InvalidDataException { InnerException: null } => [exception.Message],
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException many => [.. many.InnerExceptions.SelectMany(Explain)],
        // A configuration file that is not JSON: the inner message says where.
        InvalidDataException { InnerException: { } inner } => [$"{exception.Message} {inner.Message} {inner.InnerException?.Message}".TrimEnd()],
        IOException { InnerException: AddressInUseException } => [$"{ListenKey}: {exception.Message}"],
        _ => [],
    };
}
