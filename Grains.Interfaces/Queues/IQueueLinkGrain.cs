using Orleans.Concurrency;

namespace OrleansJobs.Queues;

/// <summary>
/// The jobs' way to their queue (the key): one activation a silo, which sends on what has gathered while its last
/// message was under way. So a busy queue is called once for many jobs.
/// </summary>
[Alias("IQueueLinkGrain")]
public interface IQueueLinkGrain : IGrainWithStringKey
{
    /// <summary>Asks for a slot for a job that is about to be stored.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="attempt">The token of the attempt that it would be.</param>
    /// <returns>The epoch to start under, or null if the job has to wait.</returns>
    [Alias("Reserve")]
    Task<long?> Reserve(Guid jobId, Guid attempt);

    /// <summary>As <see cref="Reserve"/>, for a job that has a lane or takes more than one slot.</summary>
    [Alias("ReserveIn")]
    Task<long?> ReserveIn(Guid jobId, Guid attempt, string? lane, int cost);

    /// <summary>Tells the queue of a stored job that waits.</summary>
    [Alias("Enqueued"), OneWay]
    Task Enqueued(QueueEntry entry);

    /// <summary>Tells the queue that a job holds no slot any more.</summary>
    [Alias("Released"), OneWay]
    Task Released(SlotRelease release);

    /// <summary>
    /// Both, of a job that goes back to its queue, in one message: between two, another could take the slot before the job is in line.
    /// </summary>
    [Alias("Returned"), OneWay]
    Task Returned(QueueEntry entry, SlotRelease release);
}
