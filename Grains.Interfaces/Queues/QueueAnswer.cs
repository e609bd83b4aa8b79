namespace OrleansJobs.Queues;

/// <summary>A queue's answer to <see cref="QueueNews"/>.</summary>
[GenerateSerializer, Immutable, Alias("QueueAnswer")]
public sealed record QueueAnswer
{
    /// <summary>The activation that answers; every start in its slots names it.</summary>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>So many of the <see cref="QueueNews.Reserves"/>, from the first, got a slot.</summary>
    [Id(1)]
    public required int Granted { get; init; }
}
