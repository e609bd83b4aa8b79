namespace OrleansJobs.Zoo;

/// <summary>What the keeper knows of an animal.</summary>
[GenerateSerializer, Immutable, Alias("AnimalStatus")]
public sealed record AnimalStatus
{
    /// <summary>The animal.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it was last seen doing; null if nobody has looked yet.</summary>
    [Id(1)]
    public string? LastStatus { get; init; }

    /// <summary>When it was last seen.</summary>
    [Id(2)]
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Queries that have not ended.</summary>
    [Id(3)]
    public required int QueriesUnderWay { get; init; }

    /// <summary>Queries ever started.</summary>
    [Id(4)]
    public required long QueriesTotal { get; init; }
}
