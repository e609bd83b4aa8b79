namespace OrleansJobs.Queues;

/// <summary>What a queue needs to know of a job that waits in it.</summary>
[GenerateSerializer, Immutable, Alias("QueueEntry")]
public sealed record QueueEntry
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required Guid JobId { get; init; }

    /// <summary>The store's sequence number, the last criterion of order.</summary>
    [Id(1)]
    public required long Seq { get; init; }

    /// <summary>Higher first.</summary>
    [Id(2)]
    public required int Priority { get; init; }

    /// <summary>Not before this time; earlier first.</summary>
    [Id(3)]
    public required DateTimeOffset RunAt { get; init; }

    /// <summary>Whether its process died under it more than once, so that it may only run on probation.</summary>
    [Id(4)]
    public bool Suspect { get; init; }

    /// <summary>The version of its row.</summary>
    [Id(5)]
    public long Version { get; init; }

    /// <summary>Its lane; null if it has none.</summary>
    [Id(6)]
    public string? Lane { get; init; }

    /// <summary>Slots that it takes.</summary>
    [Id(7)]
    public int Cost { get; init; } = 1;

    /// <summary>The workers outside that may run it, as its kind and what it requires tell; null if it runs here.</summary>
    [Id(8)]
    public string? Pool { get; init; }
}
