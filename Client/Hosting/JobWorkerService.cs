using Microsoft.Extensions.Hosting;

namespace OrleansJobs.Client;

/// <summary>A worker that works while its host does.</summary>
internal sealed class JobWorkerService(JobWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.Run(stoppingToken);
}
