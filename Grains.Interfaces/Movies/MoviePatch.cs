namespace OrleansJobs.Movies;

/// <summary>A change of some fields of a movie; null leaves a field as it is. The title, being the key, cannot change.</summary>
[GenerateSerializer, Immutable, Alias("MoviePatch")]
public sealed record MoviePatch
{
    /// <summary>The new genre.</summary>
    [Id(0)]
    public string? Genre { get; init; }

    /// <summary>The new year of release.</summary>
    [Id(1)]
    public int? ReleaseYear { get; init; }

    /// <summary>The new last day on which it may be shown.</summary>
    [Id(2)]
    public DateOnly? ExpiryDate { get; init; }
}
