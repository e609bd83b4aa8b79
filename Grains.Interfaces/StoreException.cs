namespace OrleansJobs;

/// <summary>The store could not do what it was asked, for a reason that lies outside the request. Grain calls may throw it.</summary>
/// <param name="message">What failed.</param>
/// <param name="outcomeUnknown">Whether a write may have been committed all the same.</param>
/// <param name="innerException">What the database said.</param>
[GenerateSerializer, Alias("StoreException")]
public sealed class StoreException(string message, bool outcomeUnknown, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>
    /// True when the answer to a commit was lost: the change may be there or not, and only reading tells.
    /// False when it is certainly not there.
    /// </summary>
    [Id(0)]
    public bool OutcomeUnknown { get; } = outcomeUnknown;

    /// <summary>Whether the store refused it at once, as too much waits already.</summary>
    [Id(1)]
    public bool IsBusy { get; init; }

    /// <summary>Whether what was asked for is encrypted and cannot be opened, as its key is missing: the message names it. To ask again is of no use until it is there.</summary>
    [Id(2)]
    public bool IsSealed { get; init; }

    /// <summary>Whether a failure tells that the store is overloaded.</summary>
    public static bool IsOverload(Exception error) => error is StoreException { IsBusy: true };

    /// <summary>Whether a failure tells for certain that nothing was changed.</summary>
    public static bool IsUnchanged(Exception error) => error is StoreException { OutcomeUnknown: false };
}
