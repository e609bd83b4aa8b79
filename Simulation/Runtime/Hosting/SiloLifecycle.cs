using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <inheritdoc cref="ISiloLifecycle"/>
internal sealed class SiloLifecycle(SiloLog log) : ISiloLifecycle
{
    private readonly StagedObservers _observers = new();

    public int HighestCompletedStage => _observers.HighestStarted;

    public int LowestStoppedStage => _observers.LowestStopped;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) =>
        _observers.Add(observerName, stage, observer);

    /// <summary>What has started is stopped again if a later stage fails.</summary>
    public async Task Start(CancellationToken token)
    {
        try
        {
            await _observers.Start(token);
        }
        catch
        {
            await Stop(token);
            throw;
        }
    }

    public Task Stop(CancellationToken token) => _observers.Stop(log.StopFailed, token);
}
