namespace OrleansJobs.Queues;

/// <summary>When so many attempts of a queue fail that none shall start for a while: a circuit breaker.</summary>
[GenerateSerializer, Immutable, Alias("QueueBreaker")]
public sealed record QueueBreaker
{
    /// <summary>The share of the attempts that must have failed or timed out, above 0 up to 1.</summary>
    [Id(0)]
    public required double Failures { get; init; }

    /// <summary>Of so many attempts, the last that succeeded, failed or timed out, 1 to 10,000. With fewer it does not open.</summary>
    [Id(1)]
    public required int Of { get; init; }

    /// <summary>For how long no job starts then, 1 millisecond to 30 days; after that one does, and how it ends decides.</summary>
    [Id(2)]
    public required TimeSpan Hold { get; init; }
}
