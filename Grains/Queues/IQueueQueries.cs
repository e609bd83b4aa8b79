using OrleansJobs.Grains.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>The job table, as those who look at queues use it.</summary>
public interface IQueueQueries
{
    /// <summary>The settings of a queue that has been active or was set; null of any other.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<QueueSettings?> ReadSettings(string queue, CancellationToken cancellationToken);
}
