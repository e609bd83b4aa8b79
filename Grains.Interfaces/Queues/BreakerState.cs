namespace OrleansJobs.Queues;

/// <summary>What the breaker of a queue lets start.</summary>
public enum BreakerState
{
    /// <summary>All jobs.</summary>
    Closed,

    /// <summary>None.</summary>
    Open,

    /// <summary>One job at a time, until one has succeeded or failed.</summary>
    HalfOpen,
}
