namespace OrleansJobs.Grains.Zoo;

/// <summary>The input of a job of kind "zoo.query".</summary>
public sealed record ZooQueryInput
{
    /// <summary>The animal to look at.</summary>
    public required string Animal { get; init; }
}
