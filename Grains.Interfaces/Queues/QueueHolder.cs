namespace OrleansJobs.Queues;

/// <summary>Who lets no job of a queue start for some time.</summary>
public enum QueueHolder
{
    /// <summary>A job that ran asked for it.</summary>
    Job,

    /// <summary>The queue's breaker, as too many attempts failed.</summary>
    Breaker,
}
