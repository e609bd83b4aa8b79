namespace OrleansJobs.Jobs;

/// <summary>How far a running job says it is.</summary>
[GenerateSerializer, Immutable, Alias("JobProgress")]
public sealed record JobProgress
{
    /// <summary>0 to 1.</summary>
    [Id(0)]
    public required double Fraction { get; init; }

    /// <summary>What it is doing, for a person.</summary>
    [Id(1)]
    public string? Message { get; init; }
}
