using Microsoft.Extensions.Hosting;

namespace OrleansJobs.Grains.Datasets;

/// <summary>Reads the configured file before the process takes requests, so that a wrong one stops the start.</summary>
internal sealed class DatasetLoading(DefaultDataset dataset) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => dataset.Load(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
