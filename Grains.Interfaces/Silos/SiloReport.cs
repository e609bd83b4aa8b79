namespace OrleansJobs.Silos;

/// <summary>A process that hosts grains.</summary>
[GenerateSerializer, Immutable, Alias("SiloReport")]
public sealed record SiloReport
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Where other silos reach it: "S127.0.0.1:11111:143000000", with its generation.</summary>
    [Id(1)]
    public string? Address { get; init; }

    /// <summary>"active", or the state in which the cluster sees it: "joining", "shuttingDown", "dead" and the like.</summary>
    [Id(2)]
    public required string Status { get; init; }

    /// <summary>When it started.</summary>
    [Id(3)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Grains that are active in it.</summary>
    [Id(4)]
    public required int Activations { get; init; }
}
