namespace OrleansJobs.Movies;

/// <summary>What a movie shall be. <see cref="MovieRules"/> says what is allowed.</summary>
[GenerateSerializer, Immutable, Alias("MovieSpec")]
public sealed record MovieSpec
{
    /// <summary>The title, which is the movie's key: matches exactly, code point by code point.</summary>
    [Id(0)]
    public required string Title { get; init; }

    /// <summary>The genre.</summary>
    [Id(1)]
    public required string Genre { get; init; }

    /// <summary>The year of release.</summary>
    [Id(2)]
    public required int ReleaseYear { get; init; }

    /// <summary>The last day on which it may be shown.</summary>
    [Id(3)]
    public required DateOnly ExpiryDate { get; init; }
}
