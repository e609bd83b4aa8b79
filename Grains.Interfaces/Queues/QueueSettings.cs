using System.Collections.Immutable;

namespace OrleansJobs.Queues;

/// <summary>What an operator may set of a queue. Stored with the queue; it goes before the configuration.</summary>
[GenerateSerializer, Immutable, Alias("QueueSettings")]
public sealed record QueueSettings
{
    /// <summary>The largest concurrency that can be set.</summary>
    public const int LargestConcurrency = 1_000_000;

    /// <summary>The largest depth that can be set.</summary>
    public const int LargestDepth = 1_000_000_000;

    /// <summary>Jobs that may be recorded as running at once, 1 to 1,000,000; null: as configured.</summary>
    [Id(0)]
    public int? Concurrency { get; init; }

    /// <summary>Whether no job starts. Jobs are still taken, and those that run go on.</summary>
    [Id(1)]
    public bool Paused { get; init; }

    /// <summary>How many of its jobs may start in a time; null: any number.</summary>
    [Id(2)]
    public QueueRate? Rate { get; init; }

    /// <summary>What holds for every lane; null: nothing. Weights are for single lanes only.</summary>
    [Id(3)]
    public LaneSettings? Lanes { get; init; }

    /// <summary>Lanes for which something else holds, in order of their names.</summary>
    [Id(4)]
    public ImmutableArray<NamedLane> Exceptions { get; init; } = [];

    /// <summary>Whether lanes that have work share the free slots by their weights; if not, jobs start in one order over all lanes.</summary>
    [Id(5)]
    public bool Fair { get; init; }

    /// <summary>
    /// Jobs that may wait in it, scheduled and queued together, 1 to 1,000,000,000; null: any number. A submit that would make more
    /// wait is refused; one that starts at once is not, and no job that exists already is kept from waiting in it.
    /// </summary>
    /// <remarks>
    /// Exact for what one process stores. Transactions that several silos make at the same time do not see each other: together they
    /// may pass it by what they insert at once.
    /// </remarks>
    [Id(6)]
    public int? MaxDepth { get; init; }

    /// <summary>When so many attempts fail that no job starts for a while; null: never.</summary>
    [Id(7)]
    public QueueBreaker? Breaker { get; init; }
}
