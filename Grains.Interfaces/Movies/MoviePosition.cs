namespace OrleansJobs.Movies;

/// <summary>A place in an order of movies: that of the movie with these values.</summary>
[GenerateSerializer, Immutable, Alias("MoviePosition")]
public sealed record MoviePosition
{
    /// <summary>The value of the field that gives the order, as the field is written.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>The title.</summary>
    [Id(1)]
    public required string Title { get; init; }
}
