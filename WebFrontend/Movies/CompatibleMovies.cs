using System.Collections.Immutable;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>All movies that match.</summary>
public sealed record CompatibleMovies
{
    /// <summary>The movies.</summary>
    public required ImmutableArray<CompatibleMovie> Movies { get; init; }
}
