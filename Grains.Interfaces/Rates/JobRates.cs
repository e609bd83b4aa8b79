using System.Collections.Immutable;

namespace OrleansJobs.Rates;

/// <summary>What became of jobs in the last hour, of all silos together; of jobs submitted in SQL, from their start on.</summary>
[GenerateSerializer, Immutable, Alias("JobRates")]
public sealed record JobRates
{
    /// <summary>Jobs that were submitted a second: the mean of the last minute.</summary>
    [Id(0)]
    public required double Submitted { get; init; }

    /// <summary>Attempts that began a second, likewise.</summary>
    [Id(1)]
    public required double Started { get; init; }

    /// <summary>Jobs that ended a second, in whatever way, likewise.</summary>
    [Id(2)]
    public required double Ended { get; init; }

    /// <summary>The share, 0 to 1, of those that ended in the last hour and failed; null if none ended.</summary>
    [Id(3)]
    public double? FailedShare { get; init; }

    /// <summary>The time from when jobs were due to the start of an attempt: half of those of the last five minutes waited no longer. Within a fifth; null if none started.</summary>
    [Id(4)]
    public TimeSpan? WaitP50 { get; init; }

    /// <summary>Likewise of 99 in a hundred.</summary>
    [Id(5)]
    public TimeSpan? WaitP99 { get; init; }

    /// <summary>The last 60 minutes, the oldest first; the last one is not over yet.</summary>
    [Id(6)]
    public required ImmutableArray<RateMinute> Minutes { get; init; }
}
