using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>A page of requested paths, in the older form.</summary>
public sealed record UrlCountList
{
    /// <summary>The most requested first; among equals the greatest by bytes.</summary>
    [JsonPropertyName("URL request counts")]
    public required ImmutableArray<UrlCount> Counts { get; init; }
}
