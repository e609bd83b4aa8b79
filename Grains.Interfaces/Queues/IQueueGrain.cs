using Orleans.Concurrency;

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

    /// <summary>A hint that the queue has rows to look after: it compares itself with them. May come late, twice or never.</summary>
    [Alias("Ping"), OneWay]
    Task Ping();
}
