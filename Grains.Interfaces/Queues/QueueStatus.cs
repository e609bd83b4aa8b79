using System.Collections.Immutable;

namespace OrleansJobs.Queues;

/// <summary>A queue as its callers see it.</summary>
[GenerateSerializer, Immutable, Alias("QueueStatus")]
public sealed record QueueStatus
{
    /// <summary>The queue's name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Whether no job starts.</summary>
    [Id(1)]
    public required bool Paused { get; init; }

    /// <summary>What an operator set as the limit; null if the configured one holds.</summary>
    [Id(2)]
    public int? Concurrency { get; init; }

    /// <summary>Jobs that may be recorded as running at once, by whichever of the two.</summary>
    [Id(3)]
    public required int Limit { get; init; }

    /// <summary>Its unfinished jobs by state. This and what follows is told by reads only, not by changes.</summary>
    [Id(4)]
    public QueueDepth? Depth { get; init; }

    /// <summary>For how long the job waits that has waited longest since it was due; null if none waits.</summary>
    [Id(5)]
    public TimeSpan? OldestWaiting { get; init; }

    /// <summary>Jobs that ended, in whatever way, a second: the mean of a minute that ended at most five seconds ago.</summary>
    [Id(6)]
    public double? Throughput { get; init; }

    /// <summary>How many of its jobs may start in a time; null: any number.</summary>
    [Id(7)]
    public QueueRate? Rate { get; init; }

    /// <summary>What holds for every lane; null: nothing.</summary>
    [Id(8)]
    public LaneSettings? Lanes { get; init; }

    /// <summary>Lanes for which something else holds.</summary>
    [Id(9)]
    public ImmutableArray<NamedLane> Exceptions { get; init; } = [];

    /// <summary>Whether lanes that have work share the free slots by their weights.</summary>
    [Id(10)]
    public bool Fair { get; init; }

    /// <summary>Jobs that may wait in it; null: any number.</summary>
    [Id(11)]
    public int? MaxDepth { get; init; }

    /// <summary>When so many attempts fail that no job starts for a while; null: never.</summary>
    [Id(12)]
    public QueueBreaker? Breaker { get; init; }

    /// <summary>What the breaker lets start; null if there is none.</summary>
    [Id(13)]
    public BreakerState? BreakerState { get; init; }

    /// <summary>Until when no job starts, and why; null while none is held back so.</summary>
    [Id(14)]
    public QueueHeld? Held { get; init; }

    /// <summary>The queue as these settings and the configured limit make it.</summary>
    public static QueueStatus Of(string name, QueueSettings settings, int configured) => new()
    {
        Name = name,
        Paused = settings.Paused,
        Concurrency = settings.Concurrency,
        Limit = settings.Concurrency ?? configured,
        Rate = settings.Rate,
        Lanes = settings.Lanes,
        Exceptions = settings.Exceptions,
        Fair = settings.Fair,
        MaxDepth = settings.MaxDepth,
        Breaker = settings.Breaker,
    };
}
