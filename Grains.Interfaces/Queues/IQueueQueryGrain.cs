namespace OrleansJobs.Queues;

/// <summary>Reads queues from the store without waking them. Any key does: each silo answers from a few local activations.</summary>
[Alias("IQueueQueryGrain")]
public interface IQueueQueryGrain : IGrainWithIntegerKey
{
    /// <summary>The queue; null if it has had neither a job nor a setting, and the configuration does not name it.</summary>
    [Alias("Get")]
    Task<QueueStatus?> Get(string name);
}
