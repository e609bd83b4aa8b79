namespace OrleansJobs.Live;

/// <summary>A silo, which tells watchers of the jobs that run there.</summary>
[Alias("IWatchPost")]
public interface IWatchPost : IGrainObserver
{
    /// <summary>Learns what is watched. Answers when it tells of every commit from now on.</summary>
    [Alias("Show")]
    Task Show(WatchList list);
}
