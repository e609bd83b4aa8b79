namespace OrleansJobs.Client;

/// <summary>What is done to many jobs at once.</summary>
public enum JobAction
{
    /// <summary>A word that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>Jobs that have not ended are cancelled.</summary>
    Cancel,

    /// <summary>Jobs that have ended run again.</summary>
    Retry,

    /// <summary>Jobs that have ended are forgotten.</summary>
    Delete,
}

/// <summary>How many jobs match a filter.</summary>
/// <param name="Count">So many.</param>
/// <param name="Estimated">True if it is at least so many, as not all were looked at; else null.</param>
public sealed record JobMatches(long Count, bool? Estimated = null);
