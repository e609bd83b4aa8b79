using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Movies;

/// <summary>
/// A movie to be added, as it came: what is wrong with it is told of it alone, so all fields are optional here.
/// </summary>
public sealed record MovieImportItem
{
    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The genre.</summary>
    public string? Genre { get; init; }

    /// <summary>The year of release, a number or a text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ReleaseYear { get; init; }

    /// <summary>The expiry date.</summary>
    public string? ExpiryDate { get; init; }
}
