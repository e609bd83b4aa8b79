using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Queues;

/// <summary>The job table, as a queue uses it.</summary>
public interface IQueueStore
{
    /// <summary>
    /// Makes the caller the queue's only starter: raises the queue's stored epoch by one (from 0, the first is 1) and
    /// returns it, durable. No start under an earlier epoch commits after this returns.
    /// </summary>
    /// <exception cref="StoreException">The store failed; the epoch may have been raised.</exception>
    Task<long> TakeEpoch(string queue);

    /// <summary>
    /// The first <paramref name="limit"/> pending rows of the queue that are due at <paramref name="now"/>, by priority
    /// (high first), time to run, sequence; and when the next one after <paramref name="now"/> is due.
    /// Cost does not grow with the number of rows that are not due or not among the first.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<QueueWindow> ReadWindow(string queue, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>All rows of the queue recorded as running, by id.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<RunningRow>> ReadRunning(string queue, CancellationToken cancellationToken);

    /// <summary>The names of the queues that have pending or running rows, in order.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<string>> QueuesWithWork(CancellationToken cancellationToken);
}
