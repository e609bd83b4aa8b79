using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansJobs.Workers;

namespace OrleansJobs.Queues;

/// <summary>
/// One queue: decides which of its jobs starts next and how many run at once. It holds slots and hints only;
/// the truth is in the jobs' rows, with which it compares itself every second.
/// </summary>
[Alias("IQueueGrain")]
public interface IQueueGrain : IGrainWithStringKey
{
    /// <summary>Takes the news of one silo's jobs and answers which of them got a slot.</summary>
    [Alias("Exchange")]
    Task<QueueAnswer> Exchange(QueueNews news);

    /// <summary>Replaces the settings. Durable and in effect with the answer: what was not stored as running by then does not start under the old ones.</summary>
    [Alias("Configure"), Repeatable]
    Task<QueueResult> Configure(QueueSettings settings);

    /// <summary>
    /// Lets no job start any more, or lets them start again; as <see cref="Configure"/>, of this one setting. The latter also ends a hold
    /// and closes the breaker.
    /// </summary>
    [Alias("SetPaused"), Repeatable]
    Task<QueueResult> SetPaused(bool paused);

    /// <summary>
    /// Lets no job start before a time, on behalf of a job that runs. Durable and in effect with the answer, like settings. Of two times the
    /// later holds.
    /// </summary>
    [Alias("Hold"), Repeatable]
    Task<QueueResult> Hold(DateTimeOffset until);

    /// <summary>What keeps a job that is due and waits in this queue from starting, as far as the queue knows.</summary>
    [Alias("Explain"), Repeatable]
    Task<QueueHold> Explain(QueueEntry entry);

    /// <summary>
    /// Keeps slots for jobs that a worker outside may run, and says for which; none if there is none until the wait is over. What is not
    /// leased soon is offered again.
    /// </summary>
    [Alias("Lease")]
    Task<ImmutableArray<LeaseOffer>> Lease(LeaseRequest request);

    /// <summary>A hint that these offers are not taken, as whoever asked is gone. May come late, twice or never.</summary>
    [Alias("Decline"), OneWay]
    Task Decline(ImmutableArray<LeaseOffer> offers);

    /// <summary>The workers outside that have asked for jobs within the last two minutes, by name, at most 1,000.</summary>
    [Alias("ListWorkers"), Repeatable]
    Task<ImmutableArray<WorkerStatus>> ListWorkers();

    /// <summary>A hint that the queue has rows to look after: it compares itself with them. May come late, twice or never.</summary>
    [Alias("Ping"), OneWay]
    Task Ping();
}
