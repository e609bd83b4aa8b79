using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Storage.Backup;
using OrleansJobs.Silo.Storage.Copy;
using OrleansJobs.Silo.Storage.Export;
using OrleansJobs.Silo.Storage.Sealing;
using OrleansJobs.Silo.Telemetry;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Hosting;

namespace OrleansJobs.WebFrontend;

/// <summary>The whole service. A program of one's own runs it with job kinds of its own: its Main is one call of Run.</summary>
public static class JobServer
{
    /// <summary>Runs the service until it is told to stop (SIGTERM, Ctrl+C).</summary>
    /// <param name="args">
    /// Settings, of the form --Key value; they precede the environment and appsettings.json. Or a command that does something with the
    /// data and ends, "copy", "backup", "export", "import" or "reseal": see docs/operations.md.
    /// </param>
    /// <param name="addJobs">Registers kinds with AddJob, and what their handlers need; null for the built-in ones alone.</param>
    /// <returns>The exit code: 0 after an orderly stop, 2 if the service cannot start as it was asked to.</returns>
    public static Task<int> Run(string[] args, Action<IServiceCollection>? addJobs = null) => args switch
    {
        [CopyCommand.Name, .. var rest] => CopyCommand.Run(rest, TimeProvider.System, Console.Out, Console.Error),
        [ExportCommand.Name, .. var rest] => ExportCommand.Run(rest, TimeProvider.System, Console.Out, Console.Error),
        [ImportCommand.Name, .. var rest] => ImportCommand.Run(rest, TimeProvider.System, Console.Out, Console.Error),
        [ResealCommand.Name, .. var rest] => ResealCommand.Run(rest, TimeProvider.System, Console.Out, Console.Error),
        [BackupCommand.Name, .. var rest] => BackupCommand.Run(rest, Console.Out, Console.Error),
        _ => Serve(args, addJobs),
    };

    private static Task<int> Serve(string[] args, Action<IServiceCollection>? addJobs) => StartGuard.Run(
        Console.Error, () => Build(args, addJobs), app => app.Services.GetRequiredService<StartMessage>().Write(app.Urls));

    private static WebApplication Build(string[] args, Action<IServiceCollection>? addJobs)
    {
        CommandLine.Check(args);
        var builder = ServerBuilder.Create(args);
        // In this order, so that at the end the front hands over its last counts while there are grains to take them.
        builder.AddGrains();
        builder.AddWebFrontend();
        builder.AddTelemetry();
        addJobs?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.CheckSections();
        app.MapWebFrontend();
        app.MapDashboard();
        app.MapMetrics().RequireAuthorization(Scopes.Read);
        return app;
    }
}
