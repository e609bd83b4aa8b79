using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Hosting;

/// <summary>The first SIGTERM, or Ctrl+C, stops the process by the host's own way; the second one ends the patience with what runs.</summary>
internal sealed class SecondSignal(Drain drain) : IHostedService, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }) _registrations.Add(PosixSignalRegistration.Create(signal, Count));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Not when the service stops, which is before the silo does.
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Count(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref _signals) == 2) drain.EndNow();
    }
}
