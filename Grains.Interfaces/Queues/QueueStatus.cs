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

    /// <summary>The queue as these settings and the configured limit make it.</summary>
    public static QueueStatus Of(string name, QueueSettings settings, int configured) => new()
    {
        Name = name,
        Paused = settings.Paused,
        Concurrency = settings.Concurrency,
        Limit = settings.Concurrency ?? configured,
    };
}
