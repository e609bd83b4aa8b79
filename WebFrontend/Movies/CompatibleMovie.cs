using System.Text.Json.Serialization;
using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A movie in the form of the older service.</summary>
/// <param name="Title">The title.</param>
/// <param name="Genre">The genre.</param>
/// <param name="ReleaseYear">The year of release.</param>
/// <param name="ExpiryDate">The expiry date.</param>
public sealed record CompatibleMovie(
    string Title,
    string Genre,
    [property: JsonPropertyName("release_year")] int ReleaseYear,
    [property: JsonPropertyName("expiry_date")] DateOnly ExpiryDate)
{
    internal static CompatibleMovie Of(Movie movie) => new(movie.Fields.Title, movie.Fields.Genre, movie.Fields.ReleaseYear, movie.Fields.ExpiryDate);
}

/// <summary>All movies that match.</summary>
/// <param name="Movies">The movies.</param>
public sealed record CompatibleMovies(ImmutableArray<CompatibleMovie> Movies);

/// <summary>An error in the form of the older service.</summary>
/// <param name="Message">What is wrong.</param>
public sealed record CompatibleMessage([property: JsonPropertyName("msg")] string Message);
