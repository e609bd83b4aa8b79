using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>What a token says (RFC 7519, 4.1). Times are seconds since 1970-01-01 UTC.</summary>
internal sealed record TokenPayload
{
    /// <summary>The user.</summary>
    [JsonPropertyName("sub")]
    public required string User { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("iat")]
    public required long IssuedAt { get; init; }

    /// <summary>When it ends: at this second it is no longer good.</summary>
    [JsonPropertyName("exp")]
    public required long ExpiresAt { get; init; }
}
