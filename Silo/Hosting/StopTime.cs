using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Hosting;

/// <summary>
/// Gives the host time for all that a stop waits for: the ends of attempts, and then what it takes without any. When it starts, as the
/// settings are checked then.
/// </summary>
internal sealed class StopTime(IOptions<HostOptions> host, IOptions<AttemptOptions> attempts) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        host.Value.ShutdownTimeout += attempts.Value.StopGrace;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
