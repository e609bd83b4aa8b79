namespace OrleansJobs.Traffic;

/// <summary>How often a path was requested.</summary>
[GenerateSerializer, Immutable, Alias("PathCount")]
public sealed record PathCount
{
    /// <summary>The decoded path without query, ending with a slash: "/api/one/".</summary>
    [Id(0)]
    public required string Url { get; init; }

    /// <summary>The number of requests.</summary>
    [Id(1)]
    public required long Requests { get; init; }
}
