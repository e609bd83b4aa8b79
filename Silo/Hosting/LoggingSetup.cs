using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Hosting;

/// <summary>
/// Logs go to the console, as text for people or as JSON for collectors: setting Logging:Format. A line that belongs to a request or an
/// attempt names its trace.
/// </summary>
internal static class LoggingSetup
{
    private const string FormatKey = "Logging:Format";

    /// <summary>What is logged unless a file, the environment or the command line says otherwise.</summary>
    private static readonly Dictionary<string, string?> Levels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Orleans"] = "Warning",
        // A rule holds for all names that begin like its own, and these begin like Orleans'.
        ["Logging:LogLevel:OrleansJobs"] = "Information",
        // It tells of every request with credentials that do not count, of which anybody can send any number.
        ["Logging:LogLevel:OrleansJobs.WebFrontend.Access.ApiKeyHandler"] = "Warning",
        // At its start a silo warns that the garbage collector is not the server's, which is on purpose, and that its watchdog
        // has not looked since the machine was started. What the watchdog finds later the silo's health monitor tells too.
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
        // They tell of every statement, of every grain that is placed, and of every question of an agent.
        ["Logging:LogLevel:Npgsql"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
        ["Logging:LogLevel:ModelContextProtocol"] = "Warning",
        // It logs what stopped the start with a stack trace; StartGuard says it in a line.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    /// <summary>Leaves logging to the program, but for what Orleans tells of its own workings, unless the program has a rule for it.</summary>
    public static void AddQuietOrleans(this IHostApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = Levels.Where(level => level.Key.Contains(":Orleans", StringComparison.Ordinal) || level.Key.EndsWith(":Polly", StringComparison.Ordinal)),
    });

    public static void AddConsoleLogs(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
        CheckLevels(builder.Configuration);
        builder.Logging.ClearProviders();
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        switch (builder.Configuration[FormatKey]?.ToLowerInvariant())
        {
            case null or "text":
                builder.Logging.AddSimpleConsole(Text);
                break;
            case "json":
                builder.Logging.AddJsonConsole(Json);
                break;
            default:
                throw new StartException($"{FormatKey}: \"{builder.Configuration[FormatKey]}\" is not allowed; it must be text or json.");
        }
    }

    private static void Text(SimpleConsoleFormatterOptions options)
    {
        options.SingleLine = true;
        options.IncludeScopes = true;
        options.UseUtcTimestamp = true;
        options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
    }

    private static void Json(JsonConsoleFormatterOptions options)
    {
        options.IncludeScopes = true;
        options.UseUtcTimestamp = true;
        options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    }

    // The framework would end the process with a stack trace.
    private static void CheckLevels(ConfigurationManager configuration)
    {
        foreach (var (key, value) in configuration.GetSection("Logging").AsEnumerable())
        {
            if (value is null || !key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase)) continue;
            if (!Enum.GetNames<LogLevel>().Contains(value, StringComparer.OrdinalIgnoreCase))
                throw new StartException($"{key}: \"{value}\" is not allowed; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        }
    }
}
