using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>The job table, as those who look at queues use it. No cost grows with the number of jobs, but for what is said at <see cref="CountJobs"/>.</summary>
public interface IQueueQueries
{
    /// <summary>A queue that has been active or was set; null of any other.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<QueueRow?> ReadQueue(string queue, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="limit"/> queues that have been active or were set, by name, after a name.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<QueueRow>> ListQueues(string after, int limit, CancellationToken cancellationToken);

    /// <summary>What the queue has to do, and got done in the last minute.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<QueueLoad> ReadLoad(string queue, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// The jobs by state, from the counts that every commit keeps. Only scheduled and queued share a count; which of them
    /// are due is counted in an index, at most 100,000 entries of the one and as many of the other.
    /// </summary>
    /// <param name="kind">Only those of this kind; null for all.</param>
    /// <param name="queue">Only those of this queue; null for all.</param>
    /// <param name="now">The time that tells scheduled from queued.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<JobCounts> CountJobs(string? kind, string? queue, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many due jobs are before one that waits, and how many of the queue ended in the last minute.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="entry">The job.</param>
    /// <param name="ofLane">Whether only jobs of its own lane count.</param>
    /// <param name="now">The time that tells which are due.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<QueueLine> ReadLine(string queue, QueueEntry entry, bool ofLane, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// At most <paramref name="limit"/> lanes of the queue after a name that have unfinished jobs, by name. Looks at all that run in the
    /// queue, and at <see cref="LaneLoad.MostCounted"/> waiting jobs of each lane.
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="after">The name; "" is before all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="busy">Only lanes with jobs that run; false: only lanes without; null: all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<LaneLoads> ReadLanes(string queue, string after, int limit, bool? busy, CancellationToken cancellationToken);

    /// <summary>Whether, at one moment, any job runs, or is due at <paramref name="now"/> in a queue that is neither paused nor held.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<bool> HasWorkNow(DateTimeOffset now, CancellationToken cancellationToken);
}
