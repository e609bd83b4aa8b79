namespace OrleansJobs.Grains.Jobs;

/// <summary>Why an event changes nothing.</summary>
public enum JobRefusal
{
    /// <summary>There is no such job.</summary>
    Unknown,

    /// <summary>A host was to run it, and workers outside do, or the other way round.</summary>
    NotForHere,

    /// <summary>There is such a job already.</summary>
    Exists,

    /// <summary>The job has ended.</summary>
    HasEnded,

    /// <summary>The job has not ended.</summary>
    HasNotEnded,

    /// <summary>The job does not wait for a start: it runs or has ended.</summary>
    NotPending,

    /// <summary>The job's time has not come.</summary>
    NotDue,

    /// <summary>The attempt that speaks is not the current one.</summary>
    StaleToken,

    /// <summary>The current attempt does not belong to the dead host.</summary>
    OtherOwner,

    /// <summary>The slot is one of a queue that the job has been moved away from.</summary>
    OtherQueue,

    /// <summary>The job runs, so its queue, lane and time to run are settled.</summary>
    IsRunning,

    /// <summary>The job's version is none of those that the change, or the slot, was meant for.</summary>
    OtherVersion,

    /// <summary>Retention has dropped the input, and no new one is given.</summary>
    PayloadExpired,

    /// <summary>The slot was given by an activation of the queue that is not the current one any more.</summary>
    StaleEpoch,

    /// <summary>As many jobs wait in the queue as may.</summary>
    QueueFull,

    /// <summary>The job takes no submits of a debounce key, or no more.</summary>
    NotDebounced,

    /// <summary>Another job takes the submits of the debounce key.</summary>
    DebounceTaken,

    /// <summary>The job does not wait for this parent, or no more.</summary>
    NotAwaited,

    /// <summary>A parent has ended meanwhile, or knows nothing of the job any more.</summary>
    DependencyGone,

    /// <summary>The job has had this signal.</summary>
    AlreadySignalled,

    /// <summary>The job's batch takes no more jobs, or there is none.</summary>
    BatchClosed,
}
