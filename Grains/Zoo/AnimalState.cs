namespace OrleansJobs.Grains.Zoo;

/// <summary>What is stored of an animal.</summary>
[GenerateSerializer, Immutable, Alias("AnimalState")]
public sealed record AnimalState
{
    /// <summary>What it was last seen doing.</summary>
    [Id(0)]
    public string? LastStatus { get; init; }

    /// <summary>When that was.</summary>
    [Id(1)]
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Queries ever started.</summary>
    [Id(2)]
    public long QueriesTotal { get; init; }
}
