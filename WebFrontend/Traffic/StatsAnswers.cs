using System.Text.Json.Serialization;
using OrleansJobs.Traffic;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>The most requested paths.</summary>
/// <param name="Paths">The most requested first; among equals the greatest by bytes.</param>
public sealed record TopPaths(ImmutableArray<PathCount> Paths);

/// <summary>A page of requested paths, in the older form.</summary>
/// <param name="Counts">The most requested first; among equals the greatest by bytes.</param>
public sealed record UrlCountList([property: JsonPropertyName("URL request counts")] ImmutableArray<UrlCount> Counts);

/// <summary>How often a path was requested, in the older form.</summary>
/// <param name="Url">The decoded path without query, ending with a slash.</param>
/// <param name="RequestCount">The number of requests.</param>
public sealed record UrlCount(string Url, [property: JsonPropertyName("request_count")] long RequestCount);
