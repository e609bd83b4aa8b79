namespace OrleansJobs.Jobs;

/// <summary>How many jobs match a filter.</summary>
[GenerateSerializer, Immutable, Alias("JobCount")]
public sealed record JobCount
{
    /// <summary>How many were counted.</summary>
    [Id(0)]
    public required long Count { get; init; }

    /// <summary>True if counting stopped before the end: so many match at least. Null: it is exact.</summary>
    [Id(1)]
    public bool? Estimated { get; init; }
}
