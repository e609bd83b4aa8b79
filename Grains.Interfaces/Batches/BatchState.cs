namespace OrleansJobs.Batches;

/// <summary>Where a batch is.</summary>
public enum BatchState
{
    /// <summary>It takes jobs.</summary>
    Open,

    /// <summary>It takes no more jobs, and some have not ended.</summary>
    Running,

    /// <summary>It takes no more jobs, and those that have not ended are being cancelled.</summary>
    Cancelling,

    /// <summary>It has taken no more jobs, and all had ended: its callbacks are due, once. Jobs may have been retried since.</summary>
    Completed,
}
