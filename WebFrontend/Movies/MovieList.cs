using System.Collections.Immutable;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A page of movies.</summary>
public sealed record MovieList
{
    /// <summary>The movies in the order asked for.</summary>
    public required ImmutableArray<MovieView> Movies { get; init; }

    /// <summary>The parameter "cursor" of the next page; absent on the last one. The header Link has the whole address.</summary>
    public string? NextCursor { get; init; }
}
