using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Opens the database before anything else of the process starts, and closes it after all has stopped. When another process has
/// taken it over, this one ends.
/// </summary>
internal sealed partial class StorageLifetime(
    Database database, IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<Database> logger) : IHostedLifecycleService
{
    /// <summary>The exit code of a process whose database was taken over.</summary>
    public const int Overtaken = 3;

    // What runs cannot be recorded any more, so there is nothing to wait for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        database.Start();
        _ = EndWhenLost();
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        database.Dispose();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task EndWhenLost()
    {
        LogLost(await database.Lost);
        Environment.ExitCode = Overtaken;
        host.Value.ShutdownTimeout = Patience;
        lifetime.StopApplication();
    }

    [LoggerMessage(63, LogLevel.Critical, "{Reason} This process ends")]
    private partial void LogLost(string reason);
}
