using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A movie.</summary>
/// <param name="Title">The title, 1 to 50 characters: the movie's key.</param>
/// <param name="Genre">The genre, 1 to 25 characters.</param>
/// <param name="ReleaseYear">The year of release, before this one.</param>
/// <param name="ExpiryDate">The last day on which it may be shown.</param>
/// <param name="Version">Changes with each write; in quotes it is the ETag.</param>
public sealed record MovieView(string Title, string Genre, int ReleaseYear, DateOnly ExpiryDate, string Version)
{
    internal static MovieView Of(Movie movie) => new(
        movie.Fields.Title, movie.Fields.Genre, movie.Fields.ReleaseYear, movie.Fields.ExpiryDate, VersionOf(movie));

    /// <summary>A movie's ETag (RFC 9110, 8.8.3).</summary>
    internal static string TagOf(Movie movie) => $"\"{VersionOf(movie)}\"";

    // 16 hexadecimal digits.
    private static string VersionOf(Movie movie) => movie.Version.ToString("x16", CultureInfo.InvariantCulture);
}
