namespace OrleansJobs.Jobs;

/// <summary>What becomes of a job when one of those that it waits for fails or is cancelled.</summary>
public enum ParentFailure
{
    /// <summary>It is cancelled at once, whatever the others do.</summary>
    Cancel,

    /// <summary>It runs when all have ended, in whatever way.</summary>
    Run,
}
