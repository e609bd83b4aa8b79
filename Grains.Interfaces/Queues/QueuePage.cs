using System.Collections.Immutable;

namespace OrleansJobs.Queues;

/// <summary>A part of the list of queues.</summary>
[GenerateSerializer, Immutable, Alias("QueuePage")]
public sealed record QueuePage
{
    /// <summary>The queues, in order of their names.</summary>
    [Id(0)]
    public required ImmutableArray<QueueStatus> Queues { get; init; }

    /// <summary>The name after which the next page begins; null on the last one.</summary>
    [Id(1)]
    public string? Next { get; init; }
}
