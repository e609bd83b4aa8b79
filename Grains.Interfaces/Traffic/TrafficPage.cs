using System.Collections.Immutable;

namespace OrleansJobs.Traffic;

/// <summary>A part of the list of requested paths.</summary>
[GenerateSerializer, Immutable, Alias("TrafficPage")]
public sealed record TrafficPage
{
    /// <summary>The most requested first; among equals the one whose bytes (UTF-8) are greater.</summary>
    [Id(0)]
    public required ImmutableArray<PathCount> Counts { get; init; }

    /// <summary>Whether the list goes on behind the last of them.</summary>
    [Id(1)]
    public required bool HasMore { get; init; }
}
