namespace OrleansJobs.Workers;

/// <summary>Under which a worker leases a job that its queue has offered.</summary>
[GenerateSerializer, Immutable, Alias("LeaseTerms")]
public sealed record LeaseTerms
{
    /// <summary>The queue.</summary>
    [Id(0)]
    public required string Queue { get; init; }

    /// <summary>What the queue has offered.</summary>
    [Id(1)]
    public required LeaseOffer Offer { get; init; }

    /// <summary>The token of the attempt, chosen by the caller: asked again with the same, the lease is the same.</summary>
    [Id(2)]
    public required Guid Token { get; init; }

    /// <summary>The worker's name, for people.</summary>
    [Id(3)]
    public required string Worker { get; init; }

    /// <summary>How long it lasts, from the answer and from each heartbeat.</summary>
    [Id(4)]
    public required TimeSpan For { get; init; }
}
