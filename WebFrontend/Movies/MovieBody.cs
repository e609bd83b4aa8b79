namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A movie as it is given. A year may also be a text, and a date have / or : instead of -.</summary>
public sealed record MovieBody
{
    /// <summary>The title, 1 to 50 characters; where the address has it, it may be left out.</summary>
    public string? Title { get; init; }

    /// <summary>The genre, 1 to 25 characters.</summary>
    public required string Genre { get; init; }

    /// <summary>The year of release, before this one.</summary>
    public required int ReleaseYear { get; init; }

    /// <summary>The last day on which it may be shown.</summary>
    public required DateOnly ExpiryDate { get; init; }
}
