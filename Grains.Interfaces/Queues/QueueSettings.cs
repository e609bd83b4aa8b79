namespace OrleansJobs.Queues;

/// <summary>What an operator may set of a queue. Stored with the queue; it goes before the configuration.</summary>
[GenerateSerializer, Immutable, Alias("QueueSettings")]
public sealed record QueueSettings
{
    /// <summary>The largest concurrency that can be set.</summary>
    public const int LargestConcurrency = 1_000_000;

    /// <summary>Jobs that may be recorded as running at once, 1 to 1,000,000; null: as configured.</summary>
    [Id(0)]
    public int? Concurrency { get; init; }

    /// <summary>Whether no job starts. Jobs are still taken, and those that run go on.</summary>
    [Id(1)]
    public bool Paused { get; init; }
}
