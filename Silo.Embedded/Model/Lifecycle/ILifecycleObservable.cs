namespace Orleans;

/// <summary>Something that starts stage by stage upwards and stops downwards.</summary>
public interface ILifecycleObservable
{
    /// <returns>Disposing it ends the part.</returns>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}
