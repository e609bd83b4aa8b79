namespace OrleansJobs.Queues;

/// <summary>Key 0: reads how deep queues are, so that one silo of the cluster does, and tells it in its metrics.</summary>
[Alias("IQueueDepthsGrain"), Repeatable]
public interface IQueueDepthsGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that what is told is not too old.</summary>
    [Alias("Refresh")]
    Task Refresh();
}
