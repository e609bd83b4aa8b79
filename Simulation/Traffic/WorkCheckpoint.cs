namespace OrleansJobs.Simulation.Traffic;

/// <summary>How far a <see cref="WorkJob"/> is, and which attempt says so.</summary>
internal sealed record WorkCheckpoint
{
    public required string Signature { get; init; }
    public required int Step { get; init; }
}
