namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>What became of one job that an action was for.</summary>
internal enum ActionOutcome
{
    /// <summary>It was changed.</summary>
    Done,

    /// <summary>Its state did not allow it, or it is gone.</summary>
    Skipped,

    /// <summary>It could not be changed.</summary>
    Failed,
}
