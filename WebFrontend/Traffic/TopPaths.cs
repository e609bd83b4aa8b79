using System.Collections.Immutable;
using OrleansJobs.Traffic;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>The most requested paths.</summary>
public sealed record TopPaths
{
    /// <summary>The most requested first; among equals the greatest by bytes.</summary>
    public required ImmutableArray<PathCount> Paths { get; init; }
}
