namespace OrleansJobs.Simulation.Runtime;

/// <inheritdoc cref="ISiloLifecycle"/>
internal sealed class SiloLifecycle : ISiloLifecycle
{
    private readonly StagedObservers _observers = new();

    public int HighestCompletedStage => _observers.HighestStarted;

    public int LowestStoppedStage => _observers.LowestStopped;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) => _observers.Add(stage, observer);

    public Task Start(CancellationToken token) => _observers.Start(token);

    public Task Stop(CancellationToken token) => _observers.Stop(token);
}
