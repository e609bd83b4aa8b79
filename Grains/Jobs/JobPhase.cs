namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// The stored state of a job. Scheduled and queued are one phase: which of the two is shown follows from the time to
/// run and now, so that a job costs no write when it becomes due. The numbers are stored; never renumber them.
/// </summary>
public enum JobPhase
{
    /// <summary>Waits for other jobs to end: its queue knows nothing of it yet.</summary>
    Waiting = -1,

    /// <summary>Waits for its time or its slot.</summary>
    Pending = 0,

    /// <summary>An attempt is recorded as running.</summary>
    Running = 1,

    /// <summary>Ended with a result.</summary>
    Succeeded = 2,

    /// <summary>Ended without a result.</summary>
    Failed = 3,

    /// <summary>Ended by request.</summary>
    Cancelled = 4,
}
