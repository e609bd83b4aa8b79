namespace OrleansJobs.Client;

/// <summary>A queue, as the server knew it when it answered.</summary>
public sealed record JobQueue
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether no job starts.</summary>
    public bool Paused { get; init; }

    /// <summary>What an operator set as the limit; null if the configured one holds.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Slots for jobs that run at once, by whichever of the two.</summary>
    public int Limit { get; init; }

    /// <summary>How many of its jobs may start in a time; null: any number.</summary>
    public QueueRate? Rate { get; init; }

    /// <summary>What holds for every lane; null: nothing.</summary>
    public LaneSettings? Lanes { get; init; }

    /// <summary>Lanes for which something else holds, by name; null: none.</summary>
    public IReadOnlyDictionary<string, LaneSettings>? Lane { get; init; }

    /// <summary>True if lanes that have work share the free slots by their weights; else null.</summary>
    public bool? Fair { get; init; }

    /// <summary>Jobs that may wait in it; null: any number.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>When so many attempts fail that no job starts for a while; null: never.</summary>
    public QueueBreaker? Breaker { get; init; }

    /// <summary>What the breaker lets start; null if there is none.</summary>
    public BreakerState? BreakerState { get; init; }

    /// <summary>Until when no job starts; null: nothing holds it.</summary>
    public QueueHeld? Held { get; init; }

    /// <summary>Its unfinished jobs by state. This and what follows is told by reads only, not by changes.</summary>
    public QueueDepth? Depth { get; init; }

    /// <summary>For how long the job waits that has waited longest since it was due; null if none waits.</summary>
    public TimeSpan? OldestWaiting { get; init; }

    /// <summary>Jobs that ended, in whatever way, a second: the mean of a minute.</summary>
    public double? Throughput { get; init; }
}

/// <summary>What an operator sets of a queue. What is null has its default.</summary>
public sealed record QueueSettings
{
    /// <summary>Slots for jobs that run at once, 1 to 1,000,000; null: as configured.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Whether no job starts.</summary>
    public bool Paused { get; init; }

    /// <summary>How many of its jobs may start in a time; null: any number.</summary>
    public QueueRate? Rate { get; init; }

    /// <summary>What holds for every lane; null: nothing.</summary>
    public LaneSettings? Lanes { get; init; }

    /// <summary>Lanes for which something else holds, by name; null: none.</summary>
    public IReadOnlyDictionary<string, LaneSettings>? Lane { get; init; }

    /// <summary>Whether lanes that have work share the free slots by their weights.</summary>
    public bool Fair { get; init; }

    /// <summary>Jobs that may wait in it: a submit of one more is refused; null: any number.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>When so many attempts fail that no job starts for a while; null: never.</summary>
    public QueueBreaker? Breaker { get; init; }
}

/// <summary>How many jobs may start in a time: a token bucket.</summary>
/// <param name="Permits">Starts within the time, 1 to 1,000,000.</param>
/// <param name="Per">The time, 1 millisecond to 365 days.</param>
/// <param name="Burst">Starts that may come at once after a rest; null: as many as <paramref name="Permits"/>.</param>
public sealed record QueueRate(int Permits, TimeSpan Per, int? Burst = null);

/// <summary>What holds for a lane of a queue. What is null is as for every lane, and there without limit.</summary>
public sealed record LaneSettings
{
    /// <summary>Slots that jobs of the lane may take at once. With 1 they run one after the other, in order.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How many jobs of the lane may start in a time.</summary>
    public QueueRate? Rate { get; init; }

    /// <summary>The lane's share of the slots that become free in a fair queue, 1 to 1,000. Default 1.</summary>
    public int? Weight { get; init; }
}

/// <summary>When so many attempts of a queue fail that none shall start for a while: a circuit breaker.</summary>
/// <param name="Failures">The share of the attempts that must have failed or timed out, above 0 up to 1.</param>
/// <param name="Of">Of so many attempts, the last that ended, 1 to 10,000.</param>
/// <param name="Hold">For how long no job starts then; after that one does, and how it ends decides.</param>
public sealed record QueueBreaker(double Failures, int Of, TimeSpan Hold);

/// <summary>What the breaker of a queue lets start.</summary>
public enum BreakerState
{
    /// <summary>A state that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>All jobs.</summary>
    Closed,

    /// <summary>None.</summary>
    Open,

    /// <summary>One job at a time, until one has succeeded or failed.</summary>
    HalfOpen,
}

/// <summary>That no job of a queue starts for some time.</summary>
/// <param name="Until">Not before this time, by the server's clock.</param>
/// <param name="By">Who holds it.</param>
public sealed record QueueHeld(DateTimeOffset Until, QueueHolder By);

/// <summary>Who lets no job of a queue start for some time.</summary>
public enum QueueHolder
{
    /// <summary>Somebody that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>A job that ran asked for it.</summary>
    Job,

    /// <summary>The queue's breaker.</summary>
    Breaker,
}

/// <summary>How many unfinished jobs a queue has, by state.</summary>
/// <param name="Scheduled">Not due yet.</param>
/// <param name="Queued">Due, waiting for a slot.</param>
/// <param name="Running">Running.</param>
/// <param name="Estimated">True if only the sum of scheduled and queued is exact; else null.</param>
public sealed record QueueDepth(long Scheduled, long Queued, long Running, bool? Estimated = null);

/// <summary>What a lane of a queue has to do.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Running">Its jobs that run.</param>
/// <param name="Slots">The slots that these take.</param>
/// <param name="Waiting">Its jobs that wait, counted up to 5,000.</param>
/// <param name="Estimated">True if more wait than were counted; else null.</param>
/// <param name="Limit">Slots that its jobs may take at once; null: any number.</param>
/// <param name="Weight">Its share of the free slots in a fair queue; null in others.</param>
public sealed record Lane(string Name, long Running, long Slots, long Waiting, bool? Estimated = null, int? Limit = null, int? Weight = null);

/// <summary>A worker that asks a queue for jobs, as it said last.</summary>
/// <param name="Name">The name that it gave itself.</param>
/// <param name="Kinds">The kinds of job that it runs.</param>
/// <param name="Labels">What it has.</param>
/// <param name="AskedAt">When it asked last.</param>
/// <param name="Waits">Whether it waits for jobs now; if not, it works, or has gone.</param>
/// <param name="Queue">The queue that it asks; null: the server does not tell.</param>
public sealed record WorkerStatus(
    string Name, IReadOnlyList<string> Kinds, IReadOnlyList<string> Labels, DateTimeOffset AskedAt, bool Waits, string? Queue = null);

internal sealed record QueuePage(IReadOnlyList<JobQueue> Queues, string? NextCursor) : IPage<JobQueue>
{
    [JsonIgnore]
    public IReadOnlyList<JobQueue> Items => Queues;
}

internal sealed record LanePage(IReadOnlyList<Lane> Lanes, string? NextCursor) : IPage<Lane>
{
    [JsonIgnore]
    public IReadOnlyList<Lane> Items => Lanes;
}

internal sealed record WorkerList(IReadOnlyList<WorkerStatus> Workers);
