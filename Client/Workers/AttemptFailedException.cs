namespace OrleansJobs.Client;

/// <summary>
/// A handler throws it to say how its attempt failed. Any other exception is a failure too, of the exception's name and message, after which the
/// job's rule of retries decides.
/// </summary>
/// <param name="message">A sentence for a person.</param>
/// <param name="inner">What it follows from; null: nothing.</param>
public sealed class AttemptFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether another attempt may do better; else the job has failed. Default true.</summary>
    public bool IsRetryable { get; init; } = true;

    /// <summary>The kind of error; null: the name of the inner exception, or of this one.</summary>
    public string? ErrorType { get; init; }

    /// <summary>No job of the queue starts before this time, at most 30 days ahead, as when an upstream says when to come again; null: nothing holds it.</summary>
    public DateTimeOffset? HoldQueueUntil { get; init; }
}
