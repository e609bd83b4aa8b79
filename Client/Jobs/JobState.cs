namespace OrleansJobs.Client;

/// <summary>Where a job is in its life.</summary>
public enum JobState
{
    /// <summary>A state that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>Not due yet.</summary>
    Scheduled,

    /// <summary>Due, waiting for its turn.</summary>
    Queued,

    /// <summary>An attempt runs.</summary>
    Running,

    /// <summary>Ended with a result.</summary>
    Succeeded,

    /// <summary>Ended without a result.</summary>
    Failed,

    /// <summary>Ended by a request to cancel it.</summary>
    Cancelled,

    /// <summary>Waits for other jobs to end.</summary>
    Waiting,
}
