namespace OrleansJobs.Client;

/// <summary>What a worker has to tell of an attempt whose handler has ended.</summary>
internal abstract record AttemptReport
{
    private AttemptReport()
    {
    }

    /// <summary>The handler gave a result.</summary>
    public sealed record Completed(JsonElement? Result) : AttemptReport;

    /// <summary>The handler threw.</summary>
    public sealed record Failed(LeaseFailure Failure) : AttemptReport;

    /// <summary>The worker stops, and the job is not done.</summary>
    public sealed record Released : AttemptReport;

    /// <summary>The report of a handler that threw.</summary>
    public static Failed Of(Exception error)
    {
        var said = error as AttemptFailedException;
        var type = said?.ErrorType ?? (said?.InnerException ?? error).GetType().Name;
        return new Failed(new LeaseFailure(type, error.Message) { Retryable = said?.IsRetryable ?? true, HoldQueueUntil = said?.HoldQueueUntil });
    }
}
