namespace OrleansJobs.Simulation.Runtime;

/// <summary>What takes part in the start and end of one activation. Made only for grains that have such parts.</summary>
internal sealed class ActivationLifecycle : IGrainLifecycle
{
    private readonly StagedObservers _observers = new();

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) => _observers.Add(stage, observer);

    public Task Start(CancellationToken token) => _observers.Start(token);

    public Task Stop(CancellationToken token) => _observers.Stop(token);

    // Stored states would take part in migrations, of which there are none.
    public void AddMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }
}
