namespace OrleansJobs.Grains.Jobs;

/// <summary>Thrown by a handler for an error that would only come again: the job fails at once, without further attempts.</summary>
public sealed class NonRetryableException : Exception
{
    public NonRetryableException()
    {
    }

    /// <param name="message">A sentence for the people who look at the job.</param>
    public NonRetryableException(string message)
        : base(message)
    {
    }

    /// <param name="message">A sentence for the people who look at the job.</param>
    /// <param name="innerException">What caused it.</param>
    public NonRetryableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
