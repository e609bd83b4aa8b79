using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A token, to be sent as "Authorization: Bearer ...".</summary>
public sealed record AccessToken
{
    /// <summary>The JWT.</summary>
    [JsonPropertyName("access_token")]
    public required string Token { get; init; }
}
