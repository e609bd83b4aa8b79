using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>The part of configuration section "Movies" that says who may use the routes of movies, and how often.</summary>
public sealed class MovieAccessOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Movies";

    /// <summary>
    /// Whether POST /api/token gives anybody a token for any user name, and all other routes of movies ask for one. For
    /// development: a name without a password proves nothing. Default false.
    /// </summary>
    public bool DevelopmentTokens { get; set; }

    /// <summary>
    /// The secret that tokens are signed with, at least 32 bytes of UTF-8 (RFC 7518, 3.2); the same for all web processes of
    /// one service. Null, the default, makes a random one at start: tokens then end with the process.
    /// </summary>
    public string? TokenKey { get; set; }

    /// <summary>How often one user, or one address where no token is asked for, may ask.</summary>
    public BucketOptions Throttle { get; set; } = new() { Permits = 1_000, Burst = 2_000 };
}
