using System.Collections.Immutable;

namespace OrleansJobs.Queues;

/// <summary>What the jobs of one silo have to tell their queue since the last time.</summary>
[GenerateSerializer, Immutable, Alias("QueueNews")]
public sealed record QueueNews
{
    /// <summary>Jobs about to be stored that would like to start with that same commit.</summary>
    [Id(0)]
    public ImmutableArray<Guid> Reserves { get; init; } = [];

    /// <summary>Jobs that are stored and wait.</summary>
    [Id(1)]
    public ImmutableArray<QueueEntry> Enqueued { get; init; } = [];

    /// <summary>Jobs that hold no slot any more.</summary>
    [Id(2)]
    public ImmutableArray<SlotRelease> Released { get; init; } = [];

    /// <summary>For each of <see cref="Reserves"/> the token of the attempt that it would be; none in news of an older program.</summary>
    [Id(3)]
    public ImmutableArray<Guid> Attempts { get; init; } = [];

    /// <summary>For each of <see cref="Reserves"/> its lane, null if it has none; empty if none of them has any.</summary>
    [Id(4)]
    public ImmutableArray<string?> Lanes { get; init; } = [];

    /// <summary>For each of <see cref="Reserves"/> the slots that it takes; empty if each takes one.</summary>
    [Id(5)]
    public ImmutableArray<int> Costs { get; init; } = [];
}
