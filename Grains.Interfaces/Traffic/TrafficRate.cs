namespace OrleansJobs.Traffic;

/// <summary>The requests of the last minute, as far as processes have told of them.</summary>
[GenerateSerializer, Immutable, Alias("TrafficRate")]
public sealed record TrafficRate
{
    /// <summary>The beginning of the minute: a multiple of five seconds.</summary>
    [Id(0)]
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end: at most five seconds ago.</summary>
    [Id(1)]
    public required DateTimeOffset To { get; init; }

    /// <summary>The requests between the two.</summary>
    [Id(2)]
    public required long Requests { get; init; }

    /// <summary>Their mean number a second.</summary>
    [Id(3)]
    public required double PerSecond { get; init; }
}
