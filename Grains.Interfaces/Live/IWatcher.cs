namespace OrleansJobs.Live;

/// <summary>A web process that watches jobs.</summary>
[Alias("IWatcher")]
public interface IWatcher : IGrainObserver
{
    /// <summary>Takes news of a silo. The answer lets the silo send the next batch, so that no more than one is under way.</summary>
    [Alias("Tell")]
    Task Tell(NewsBatch batch);
}
