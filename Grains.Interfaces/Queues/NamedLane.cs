namespace OrleansJobs.Queues;

/// <summary>A lane with settings of its own.</summary>
[GenerateSerializer, Immutable, Alias("NamedLane")]
public sealed record NamedLane
{
    /// <summary>The lane's name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What holds for it.</summary>
    [Id(1)]
    public required LaneSettings Settings { get; init; }
}
