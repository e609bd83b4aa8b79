namespace OrleansJobs.Rates;

/// <summary>What became of jobs in one minute.</summary>
[GenerateSerializer, Immutable, Alias("RateMinute")]
public sealed record RateMinute
{
    /// <summary>When the minute began.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Jobs that were submitted.</summary>
    [Id(1)]
    public required long Submitted { get; init; }

    /// <summary>Attempts that began.</summary>
    [Id(2)]
    public required long Started { get; init; }

    /// <summary>Jobs that ended with a result.</summary>
    [Id(3)]
    public required long Succeeded { get; init; }

    /// <summary>Jobs that ended without one.</summary>
    [Id(4)]
    public required long Failed { get; init; }

    /// <summary>Jobs that ended by request.</summary>
    [Id(5)]
    public required long Cancelled { get; init; }
}
