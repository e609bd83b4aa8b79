namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A change of some fields of a movie (RFC 7396): what is absent stays.</summary>
public sealed record MoviePatchBody
{
    /// <summary>The genre, 1 to 25 characters.</summary>
    public string? Genre { get; init; }

    /// <summary>The year of release, before this one.</summary>
    public int? ReleaseYear { get; init; }

    /// <summary>The last day on which it may be shown.</summary>
    public DateOnly? ExpiryDate { get; init; }
}
