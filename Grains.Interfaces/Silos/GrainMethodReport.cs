namespace OrleansJobs.Silos;

/// <summary>Figures of one method of a grain class since the silos started.</summary>
[GenerateSerializer, Immutable, Alias("GrainMethodReport")]
public sealed record GrainMethodReport
{
    /// <summary>Full name of the grain interface.</summary>
    [Id(0)]
    public required string Interface { get; init; }

    /// <summary>Name of the method.</summary>
    [Id(1)]
    public required string Method { get; init; }

    /// <summary>Calls that have ended.</summary>
    [Id(2)]
    public required long Calls { get; init; }

    /// <summary>Those among them that threw.</summary>
    [Id(3)]
    public required long Failures { get; init; }

    /// <summary>Mean time of a call, from the start of the method to the end of its task; without the time it waited for its turn.</summary>
    [Id(4)]
    public required TimeSpan MeanTime { get; init; }

    /// <summary>The longest of these times.</summary>
    [Id(5)]
    public required TimeSpan LongestTime { get; init; }
}
