using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Logs go to the console, as text for people or as JSON for collectors: setting Logging:Format.</summary>
internal static class LoggingSetup
{
    private const string FormatKey = "Logging:Format";

    public static void AddConsoleLogs(this WebApplicationBuilder builder)
    {
        CheckLevels(builder.Configuration);
        builder.Logging.ClearProviders();
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
        options.UseUtcTimestamp = true;
        options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
    }

    private static void Json(JsonConsoleFormatterOptions options)
    {
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
