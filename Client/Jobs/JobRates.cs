namespace OrleansJobs.Client;

/// <summary>What became of jobs in the last hour.</summary>
public sealed record JobRates
{
    /// <summary>Jobs that were submitted a second: the mean of the last minute.</summary>
    public double Submitted { get; init; }

    /// <summary>Attempts that began a second, likewise.</summary>
    public double Started { get; init; }

    /// <summary>Jobs that ended a second, in whatever way, likewise.</summary>
    public double Ended { get; init; }

    /// <summary>The share, 0 to 1, of those that ended in the last hour and failed; null if none ended.</summary>
    public double? FailedShare { get; init; }

    /// <summary>The time from when jobs were due to the start of an attempt: half of those of the last five minutes waited no longer. Within a fifth; null if none started.</summary>
    public TimeSpan? WaitP50 { get; init; }

    /// <summary>Likewise of 99 in a hundred.</summary>
    public TimeSpan? WaitP99 { get; init; }

    /// <summary>The last 60 minutes, the oldest first; the last one is not over yet.</summary>
    public required IReadOnlyList<RateMinute> Minutes { get; init; }
}

/// <summary>What became of jobs in one minute.</summary>
/// <param name="At">When it began.</param>
/// <param name="Submitted">Jobs that were submitted.</param>
/// <param name="Started">Attempts that began.</param>
/// <param name="Succeeded">Jobs that ended with a result.</param>
/// <param name="Failed">Jobs that ended without one.</param>
/// <param name="Cancelled">Jobs that ended by request.</param>
public sealed record RateMinute(DateTimeOffset At, long Submitted, long Started, long Succeeded, long Failed, long Cancelled);
