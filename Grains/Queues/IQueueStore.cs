using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>The job table, as a queue uses it.</summary>
public interface IQueueStore
{
    /// <summary>
    /// Makes the caller the queue's only starter: raises the queue's stored epoch by one (from 0, the first is 1) and
    /// returns it with the settings stored beside it, durable. No start under an earlier epoch commits after this returns.
    /// </summary>
    /// <exception cref="StoreException">The store failed; the epoch may have been raised.</exception>
    Task<QueueEpoch> TakeEpoch(string queue);

    /// <summary>
    /// Replaces the queue's settings and, in the same commit, takes an epoch: so a change voids what was allowed under the
    /// old settings and has not been stored, and an activation that does not know of it starts nothing any more. Without a breaker
    /// it closes.
    /// </summary>
    /// <exception cref="StoreException">The store failed; the change may have been made.</exception>
    Task<QueueEpoch> ReplaceSettings(string queue, QueueSettings settings);

    /// <summary>As <see cref="ReplaceSettings"/>, of <see cref="QueueSettings.Paused"/> alone. If it is not paused, all that holds it ends.</summary>
    /// <exception cref="StoreException">The store failed; the change may have been made.</exception>
    Task<QueueEpoch> SetPaused(string queue, bool paused);

    /// <summary>As <see cref="ReplaceSettings"/>, of <see cref="StoredHold.Until"/> alone, unless it is later already.</summary>
    /// <exception cref="StoreException">The store failed; the change may have been made.</exception>
    Task<QueueEpoch> Hold(string queue, DateTimeOffset until);

    /// <summary>
    /// Stores the breaker under a new epoch, if this one is current; false if it is not. Open until this time, or closed if it is null; there
    /// is no trial.
    /// </summary>
    /// <exception cref="StoreException">The store failed; it may be stored.</exception>
    Task<bool> SetBreaker(string queue, long epoch, DateTimeOffset? until);

    /// <summary>Stores the job that is about to be started while the breaker is half-open, if the epoch is current; false if it is not.</summary>
    /// <exception cref="StoreException">The store failed; it may be stored.</exception>
    Task<bool> SetTrial(string queue, long epoch, Guid job);

    /// <summary>The queue's epoch now; 0 if none was ever taken.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<long> ReadEpoch(string queue, CancellationToken cancellationToken);

    /// <summary>
    /// The first <paramref name="limit"/> pending rows of the queue, for this pool of workers or, if it is null, for hosts, that are due at <paramref name="now"/>, by priority
    /// (high first), time to run, sequence; and when the next one after <paramref name="now"/> is due.
    /// Cost does not grow with the number of rows that are not due or not among the first.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<QueueWindow> ReadWindow(string queue, string? pool, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>All rows of the queue recorded as running, by id.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<RunningRow>> ReadRunning(string queue, CancellationToken cancellationToken);

    /// <summary>
    /// The first <paramref name="limit"/> names after <paramref name="after"/>, in order, of the queue's lanes that have pending rows for
    /// this pool, due or not.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<string>> ListLanes(string queue, string? pool, string after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Of each of the lanes the first <paramref name="limit"/> pending rows for this pool that are due at <paramref name="now"/>, in order; "" stands
    /// for the rows without a lane. Cost does not grow with the number of other rows; only those without a lane are looked for among
    /// others, at most 20,000 of each priority.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<LaneWindow>> ReadLanes(string queue, string? pool, IReadOnlyList<string> lanes, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="limit"/> names after <paramref name="after"/>, in order, of the pools of workers for which the queue has pending rows, due or not.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<string>> ListPools(string queue, string after, int limit, CancellationToken cancellationToken);

    /// <summary>The permits of the queue and its lanes that are spent beyond <paramref name="now"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<LanePermits>> ReadPermits(string queue, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Stores what permits are spent, if the epoch is current; false if it is not, and nothing is stored.</summary>
    /// <exception cref="StoreException">The store failed; the permits may be spent.</exception>
    Task<bool> SpendPermits(string queue, long epoch, IReadOnlyList<LanePermits> permits, DateTimeOffset now);

    /// <summary>The names of the queues that have pending or running rows, in order.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<string>> QueuesWithWork(CancellationToken cancellationToken);
}
