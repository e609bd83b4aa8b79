using System.Globalization;
using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A movie.</summary>
public sealed record MovieView
{
    /// <summary>The title, 1 to 50 characters: the movie's key.</summary>
    public required string Title { get; init; }

    /// <summary>The genre, 1 to 25 characters.</summary>
    public required string Genre { get; init; }

    /// <summary>The year of release, before this one.</summary>
    public required int ReleaseYear { get; init; }

    /// <summary>The last day on which it may be shown.</summary>
    public required DateOnly ExpiryDate { get; init; }

    /// <summary>Changes with each write; in quotes it is the ETag.</summary>
    public required string Version { get; init; }

    /// <summary>A movie's ETag (RFC 9110, 8.8.3).</summary>
    internal static string TagOf(Movie movie) => $"\"{VersionOf(movie)}\"";

    internal static MovieView Of(Movie movie) => new()
    {
        Title = movie.Fields.Title,
        Genre = movie.Fields.Genre,
        ReleaseYear = movie.Fields.ReleaseYear,
        ExpiryDate = movie.Fields.ExpiryDate,
        Version = VersionOf(movie),
    };

    // 16 hexadecimal digits.
    private static string VersionOf(Movie movie) => movie.Version.ToString("x16", CultureInfo.InvariantCulture);
}
