using System.Collections.Immutable;

namespace OrleansJobs.Queues;

/// <summary>A queue's answer to <see cref="QueueNews"/>.</summary>
[GenerateSerializer, Immutable, Alias("QueueAnswer")]
public sealed record QueueAnswer
{
    /// <summary>The activation that answers; every start in its slots names it.</summary>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>So many of the <see cref="QueueNews.Reserves"/>, from the first, got a slot, but for those that were <see cref="Passed"/>.</summary>
    [Id(1)]
    public required int Granted { get; init; }

    /// <summary>Which of them, counted from 0 and in order, got none all the same, as their lanes have no room.</summary>
    [Id(2)]
    public ImmutableArray<int> Passed { get; init; } = [];
}
