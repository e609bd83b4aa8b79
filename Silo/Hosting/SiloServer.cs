using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Telemetry;

namespace OrleansJobs.Silo.Hosting;

/// <summary>
/// A silo as a process: it runs jobs and answers web processes by Orleans' own protocol. Over HTTP it has only /healthz (the
/// process answers), /readyz (its store can be written, and it starts jobs) and /metrics.
/// </summary>
public static class SiloServer
{
    private const string DefaultUrl = "http://127.0.0.1:8081";

    /// <summary>Runs the silo until it is told to stop (SIGTERM, Ctrl+C); then it lets go of what it runs.</summary>
    /// <param name="args">Settings, of the form --Key value; they precede the environment and appsettings.json.</param>
    /// <param name="addJobs">Registers kinds with AddJob, and what their handlers need; null for the built-in ones alone.</param>
    /// <returns>The exit code: 0 after an orderly stop, 2 if the silo cannot start as it was asked to.</returns>
    public static Task<int> Run(string[] args, Action<IServiceCollection>? addJobs = null) => StartGuard.Run(
        Console.Error, () => Build(args, addJobs), Announce);

    private static WebApplication Build(string[] args, Action<IServiceCollection>? addJobs)
    {
        CommandLine.Check(args);
        var builder = ServerBuilder.Create(args);
        builder.AddConsoleLogs();
        builder.WebHost.UseUrls(builder.Configuration["Urls"] ?? DefaultUrl);
        builder.AddSilo();
        builder.AddTelemetry();
        addJobs?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.CheckSections();
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz");
        app.MapMetrics();
        return app;
    }

    private static void Announce(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("OrleansJobs");
        log.LogInformation("The silo {Address} runs jobs; its health is at {Urls}", app.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress, string.Join(", ", app.Urls));
        foreach (var note in app.Services.GetServices<StartNote>()) log.LogInformation("{Note}", note.Text);
    }
}
