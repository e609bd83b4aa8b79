namespace OrleansJobs.Queues;

/// <summary>That no job of a queue starts for some time.</summary>
[GenerateSerializer, Immutable, Alias("QueueHeld")]
public sealed record QueueHeld
{
    /// <summary>Not before this time.</summary>
    [Id(0)]
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who holds it.</summary>
    [Id(1)]
    public required QueueHolder By { get; init; }
}
