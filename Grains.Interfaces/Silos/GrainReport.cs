namespace OrleansJobs.Silos;

/// <summary>The grains of one class, of all silos together.</summary>
[GenerateSerializer, Immutable, Alias("GrainReport")]
public sealed record GrainReport
{
    /// <summary>Full name of the class.</summary>
    [Id(0)]
    public required string Grain { get; init; }

    /// <summary>Grains of the class that are active now.</summary>
    [Id(1)]
    public required int Activations { get; init; }
}
