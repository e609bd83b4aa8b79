namespace OrleansJobs.Grains.Jobs;

/// <summary>Whether a write took effect.</summary>
public enum CommitOutcome
{
    /// <summary>On disk.</summary>
    Committed,

    /// <summary>The row is not as expected (another version, or it exists, or it does not); nothing was written.</summary>
    Conflict,

    /// <summary>The queue has a newer epoch; nothing was written.</summary>
    StaleEpoch,

    /// <summary>The job would be one more to wait in a queue in which as many wait as may; there is no such row, and nothing was written.</summary>
    QueueFull,

    /// <summary>Another job of the same tenant and kind takes the submits of the debounce key; nothing was written.</summary>
    DebounceTaken,

    /// <summary>The job would wait for one that does not know of it; there is no such row, and nothing was written.</summary>
    DependencyGone,

    /// <summary>The job's batch takes no more jobs, or there is none; there is no such row, and nothing was written.</summary>
    BatchClosed,
}
