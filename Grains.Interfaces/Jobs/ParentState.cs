namespace OrleansJobs.Jobs;

/// <summary>What a job says to another one that is to wait for its end.</summary>
public enum ParentState
{
    /// <summary>It has not ended; it has made a durable note to tell of its end.</summary>
    Awaited,

    /// <summary>It has ended with a result.</summary>
    Succeeded,

    /// <summary>It has ended without one.</summary>
    Failed,

    /// <summary>It has ended by request.</summary>
    Cancelled,

    /// <summary>There is no such job.</summary>
    Unknown,

    /// <summary>The store did not answer in time.</summary>
    Unavailable,
}
