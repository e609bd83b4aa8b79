using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A token, to be sent as "Authorization: Bearer ...".</summary>
/// <param name="Token">The JWT.</param>
public sealed record AccessToken([property: JsonPropertyName("access_token")] string Token);
