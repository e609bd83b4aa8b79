using System.Text.Json.Serialization;
using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A movie in the form of the older service.</summary>
public sealed record CompatibleMovie
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The genre.</summary>
    public required string Genre { get; init; }

    /// <summary>The year of release.</summary>
    [JsonPropertyName("release_year")]
    public required int ReleaseYear { get; init; }

    /// <summary>The expiry date.</summary>
    [JsonPropertyName("expiry_date")]
    public required DateOnly ExpiryDate { get; init; }

    internal static CompatibleMovie Of(Movie movie) => new()
    {
        Title = movie.Fields.Title,
        Genre = movie.Fields.Genre,
        ReleaseYear = movie.Fields.ReleaseYear,
        ExpiryDate = movie.Fields.ExpiryDate,
    };
}
