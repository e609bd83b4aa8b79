namespace OrleansJobs.Jobs;

/// <summary>How one attempt of a job ended.</summary>
public enum AttemptOutcome
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>The handler returned a result.</summary>
    Succeeded,

    /// <summary>The handler threw.</summary>
    Failed,

    /// <summary>It ran longer than the job's timeout and was stopped.</summary>
    TimedOut,

    /// <summary>The job was cancelled while it ran.</summary>
    Cancelled,

    /// <summary>The process that ran it died. Uses no retry.</summary>
    Crashed,

    /// <summary>The process that ran it was stopped in an orderly way; the job goes on elsewhere. Uses no retry.</summary>
    Interrupted,

    /// <summary>The handler waits, without its process and its slot, and goes on with another attempt. Uses no retry.</summary>
    Suspended,
}
