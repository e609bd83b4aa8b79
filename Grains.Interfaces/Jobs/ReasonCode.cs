namespace OrleansJobs.Jobs;

/// <summary>Why a job is where it is.</summary>
public enum ReasonCode
{
    /// <summary>Its time has not come.</summary>
    Scheduled,

    /// <summary>It waits for its next attempt.</summary>
    Retry,

    /// <summary>Its queue is paused.</summary>
    Paused,

    /// <summary>Its queue has no free slot for it.</summary>
    QueueFull,

    /// <summary>Its lane has no free slot for it.</summary>
    LaneBusy,

    /// <summary>The rate of its queue or lane lets no job start yet.</summary>
    RateLimited,

    /// <summary>No process here knows its kind.</summary>
    NoHandler,

    /// <summary>Processes died under it, and another such job runs: they run one at a time.</summary>
    Probation,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>Too many attempts in its queue failed: for a while none starts, and then one.</summary>
    BreakerOpen,

    /// <summary>A job of its queue asked that none starts for a while.</summary>
    Held,

    /// <summary>It waits for other jobs to end.</summary>
    WaitingForParents,

    /// <summary>Its handler waits for a signal.</summary>
    WaitingForSignal,

    /// <summary>Its handler has fanned out to other jobs, and waits for their end.</summary>
    WaitingForChildren,

    /// <summary>No worker outside that may run it asks for jobs.</summary>
    NoWorker,
}
