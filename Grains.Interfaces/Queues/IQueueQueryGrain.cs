using System.Collections.Immutable;
using OrleansJobs.Workers;

namespace OrleansJobs.Queues;

/// <summary>Reads queues from the store without waking them. Any key does: each silo answers from a few local activations.</summary>
[Alias("IQueueQueryGrain"), Repeatable]
public interface IQueueQueryGrain : IGrainWithIntegerKey
{
    /// <summary>The queue; null if it has had neither a job nor a setting, and the configuration does not name it.</summary>
    [Alias("Get")]
    Task<QueueStatus?> Get(string name);

    /// <summary>The queues, in order of their names.</summary>
    /// <param name="after">Only those after this name; null for all.</param>
    /// <param name="limit">At most so many, 1 to 500.</param>
    [Alias("List")]
    Task<QueuePage> List(string? after, int limit);

    /// <summary>The lanes of a queue that have unfinished jobs, in order of their names; null if there is no such queue.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="after">Only those after this name; null for all.</param>
    /// <param name="limit">At most so many, 1 to 500. A page may be shorter and have a next one.</param>
    /// <param name="busy">Only lanes with jobs that run; false: only lanes whose jobs all wait; null: both.</param>
    [Alias("ListLanes")]
    Task<LanePage?> ListLanes(string name, string? after, int limit, bool? busy);

    /// <summary>The workers that ask any queue for jobs, in order of the queues and of their names, at most 10,000. Wakes no queue.</summary>
    [Alias("ListWorkers")]
    Task<ImmutableArray<WorkerStatus>> ListWorkers();

    /// <summary>How many jobs there are by state.</summary>
    /// <param name="kind">Only those of this kind; null for all.</param>
    /// <param name="queue">Only those of this queue; null for all.</param>
    [Alias("CountJobs")]
    Task<JobCounts> CountJobs(string? kind, string? queue);

    /// <summary>
    /// Whether any job runs, on whatever host, or is due in a queue that is neither paused nor held. What is scheduled, waits for its
    /// next attempt, or waits in such a queue does not count.
    /// </summary>
    [Alias("HasWorkNow")]
    Task<bool> HasWorkNow();
}
