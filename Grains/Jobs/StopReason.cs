namespace OrleansJobs.Grains.Jobs;

/// <summary>Why an attempt is told to stop.</summary>
public enum StopReason
{
    /// <summary>Its token is void: the job was cancelled, or belongs to another attempt. Nothing more is recorded of it.</summary>
    Voided,

    /// <summary>It ran longer than its job allows.</summary>
    TimedOut,

    /// <summary>Its host is stopping.</summary>
    Interrupted,
}
