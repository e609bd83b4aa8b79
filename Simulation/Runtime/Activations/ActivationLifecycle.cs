using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What takes part in the start and end of one activation. Made only for grains that have such parts.</summary>
internal sealed class ActivationLifecycle : IGrainLifecycle
{
    private readonly StagedObservers _observers = new();

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) =>
        _observers.Add(observerName, stage, observer);

    public Task Start(CancellationToken token) => _observers.Start(token);

    public Task Stop(CancellationToken token) => _observers.Stop(onFailure: null, token);
}
