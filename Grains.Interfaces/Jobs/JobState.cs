namespace OrleansJobs.Jobs;

/// <summary>Where a job is in its life. docs/job-lifecycle.md has every way from one to the next.</summary>
public enum JobState
{
    /// <summary>Not due yet: its time to run, or the pause before its next attempt, lies ahead.</summary>
    Scheduled,

    /// <summary>Due, waiting for a free slot of its queue.</summary>
    Queued,

    /// <summary>An attempt is recorded as running.</summary>
    Running,

    /// <summary>Ended with a result.</summary>
    Succeeded,

    /// <summary>Ended without a result: retries used up, error not retryable, expired, or poison.</summary>
    Failed,

    /// <summary>Ended by a request to cancel it.</summary>
    Cancelled,

    /// <summary>Waits for other jobs to end, whatever its time.</summary>
    Waiting,
}
