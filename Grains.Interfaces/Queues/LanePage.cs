using System.Collections.Immutable;

namespace OrleansJobs.Queues;

/// <summary>A part of the list of a queue's lanes.</summary>
[GenerateSerializer, Immutable, Alias("LanePage")]
public sealed record LanePage
{
    /// <summary>The lanes, in order of their names.</summary>
    [Id(0)]
    public required ImmutableArray<LaneStatus> Lanes { get; init; }

    /// <summary>The name after which the next page begins; null on the last one.</summary>
    [Id(1)]
    public string? Next { get; init; }
}
