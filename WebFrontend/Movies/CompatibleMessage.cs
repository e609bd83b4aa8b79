using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>An error in the form of the older service.</summary>
public sealed record CompatibleMessage
{
    /// <summary>What is wrong.</summary>
    [JsonPropertyName("msg")]
    public required string Message { get; init; }
}
