namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Thrown by a handler for an error that will not pass before a time, as when an upstream answers Retry-After: the attempt has failed as by any other exception, and
/// the next one, if the job's rule allows one, does not start before.
/// </summary>
public sealed class RetryLaterException : Exception
{
    /// <param name="message">A sentence for the people who look at the job.</param>
    /// <param name="notBefore">The time; cut to as far ahead as Limits:Ahead allows.</param>
    /// <param name="innerException">What caused it.</param>
    public RetryLaterException(string message, DateTimeOffset notBefore, Exception? innerException = null)
        : base(message, innerException) => NotBefore = notBefore;

    /// <summary>When the next attempt may start.</summary>
    public DateTimeOffset NotBefore { get; }
}
