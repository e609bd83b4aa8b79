namespace Orleans;

/// <summary>Registers itself with a lifecycle: as a singleton service with the silo's, as a grain with its own.</summary>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    void Participate(TLifecycleObservable lifecycle);
}
