namespace OrleansJobs.Movies;

/// <summary>Which movies to list, and in which order. All conditions must hold.</summary>
[GenerateSerializer, Immutable, Alias("MovieFilter")]
public sealed record MovieFilter
{
    /// <summary>Conditions on the title.</summary>
    [Id(0)]
    public FieldFilter Title { get; init; } = new();

    /// <summary>Conditions on the genre.</summary>
    [Id(1)]
    public FieldFilter Genre { get; init; } = new();

    /// <summary>Conditions on the year of release.</summary>
    [Id(2)]
    public FieldFilter ReleaseYear { get; init; } = new();

    /// <summary>Conditions on the expiry date.</summary>
    [Id(3)]
    public FieldFilter ExpiryDate { get; init; } = new();

    /// <summary>The order. Default: by title.</summary>
    [Id(4)]
    public MovieSort Sort { get; init; }

    /// <summary>Whether the greatest comes first. Default false.</summary>
    [Id(5)]
    public bool Descending { get; init; }

    /// <summary>At most so many, 1 to 500. Default 50.</summary>
    [Id(6)]
    public int Limit { get; init; } = 50;

    /// <summary>Only movies behind this place: the <see cref="MoviePage.Next"/> of the page before.</summary>
    [Id(7)]
    public MoviePosition? Position { get; init; }
}
