using System.Collections.Immutable;

namespace OrleansJobs.Silos;

/// <summary>What the grains of one class do.</summary>
[GenerateSerializer, Immutable, Alias("GrainReport")]
public sealed record GrainReport
{
    /// <summary>Full name of the class.</summary>
    [Id(0)]
    public required string Grain { get; init; }

    /// <summary>Grains of the class that are active now.</summary>
    [Id(1)]
    public required int Activations { get; init; }

    /// <summary>The methods called since the silos started, in order of interface and name.</summary>
    [Id(2)]
    public ImmutableArray<GrainMethodReport> Methods { get; init; } = [];
}
