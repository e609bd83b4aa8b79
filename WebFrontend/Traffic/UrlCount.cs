using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>How often a path was requested, in the older form.</summary>
public sealed record UrlCount
{
    /// <summary>The decoded path without query, ending with a slash.</summary>
    public required string Url { get; init; }

    /// <summary>The number of requests.</summary>
    [JsonPropertyName("request_count")]
    public required long RequestCount { get; init; }
}
