using System.Collections.Immutable;

namespace OrleansJobs.Movies;

/// <summary>A part of a list of movies.</summary>
[GenerateSerializer, Immutable, Alias("MoviePage")]
public sealed record MoviePage
{
    /// <summary>The movies, in the order asked for.</summary>
    [Id(0)]
    public required ImmutableArray<Movie> Movies { get; init; }

    /// <summary>Where the next page begins; null on the last one. A page may be short, even empty, and still not the last.</summary>
    [Id(1)]
    public MoviePosition? Next { get; init; }
}
