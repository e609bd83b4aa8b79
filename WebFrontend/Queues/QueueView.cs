using OrleansJobs.Queues;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>A queue as its callers see it.</summary>
public sealed record QueueView
{
    /// <summary>The queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether no job starts.</summary>
    public required bool Paused { get; init; }

    /// <summary>What an operator set as the limit; absent if the configured one holds.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Slots for jobs that run at once, by whichever of the two.</summary>
    public required int Limit { get; init; }

    /// <summary>How many of its jobs may start in a time; absent: any number.</summary>
    public QueueRate? Rate { get; init; }

    /// <summary>What holds for every lane; absent: nothing.</summary>
    public LaneSettings? Lanes { get; init; }

    /// <summary>Lanes for which something else holds, by name.</summary>
    public IReadOnlyDictionary<string, LaneSettings>? Lane { get; init; }

    /// <summary>True if lanes that have work share the free slots by their weights.</summary>
    public bool? Fair { get; init; }

    /// <summary>Jobs that may wait in it; absent: any number.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>When so many attempts fail that no job starts for a while; absent: never.</summary>
    public QueueBreaker? Breaker { get; init; }

    /// <summary>What the breaker lets start: all jobs, none, or one at a time; absent if there is none.</summary>
    public BreakerState? BreakerState { get; init; }

    /// <summary>Until when no job starts, as the breaker is open or a job asked for it; absent if neither.</summary>
    public QueueHeld? Held { get; init; }

    /// <summary>Its unfinished jobs by state. This and what follows is told by reads only, not by changes.</summary>
    public QueueDepth? Depth { get; init; }

    /// <summary>For how long the job waits that has waited longest since it was due; absent if none waits.</summary>
    public TimeSpan? OldestWaiting { get; init; }

    /// <summary>Jobs that ended, in whatever way, a second: the mean of a minute that ended at most five seconds ago.</summary>
    public double? Throughput { get; init; }

    public static QueueView Of(QueueStatus queue) => new()
    {
        Name = queue.Name,
        Paused = queue.Paused,
        Concurrency = queue.Concurrency,
        Limit = queue.Limit,
        Rate = queue.Rate,
        Lanes = queue.Lanes,
        Lane = queue.Exceptions.IsEmpty ? null : queue.Exceptions.ToDictionary(lane => lane.Name, lane => lane.Settings, StringComparer.Ordinal),
        Fair = queue.Fair ? true : null,
        MaxDepth = queue.MaxDepth,
        Breaker = queue.Breaker,
        BreakerState = queue.BreakerState,
        Held = queue.Held,
        Depth = queue.Depth,
        OldestWaiting = queue.OldestWaiting,
        Throughput = queue.Throughput,
    };
}
