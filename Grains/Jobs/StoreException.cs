namespace OrleansJobs.Grains.Jobs;

/// <summary>The store could not do what it was asked, for a reason that lies outside the request.</summary>
/// <param name="message">What failed.</param>
/// <param name="outcomeUnknown">Whether a write may have been committed all the same.</param>
/// <param name="innerException">What the database said.</param>
public sealed class StoreException(string message, bool outcomeUnknown, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>
    /// True when the answer to a commit was lost: the change may be there or not, and only reading tells.
    /// False when it is certainly not there.
    /// </summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
