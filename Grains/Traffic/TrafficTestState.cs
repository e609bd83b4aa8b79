namespace OrleansJobs.Grains.Traffic;

/// <summary>What is stored of test runs.</summary>
[GenerateSerializer, Immutable, Alias("TrafficTestState")]
public sealed record TrafficTestState
{
    /// <summary>Where a process of the service listens.</summary>
    [Id(0)]
    public string? Url { get; init; }
}
