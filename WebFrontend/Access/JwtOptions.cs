namespace OrleansJobs.WebFrontend.Access;

/// <summary>JSON Web Tokens (RFC 7519) that somebody else gives out. One of authority, key set and key says how they are checked.</summary>
public sealed class JwtOptions
{
    /// <summary>The address of an OpenID provider, whose configuration tells its keys. Null, the default: none.</summary>
    public string? Authority { get; set; }

    /// <summary>A file or https address with a JSON Web Key Set (RFC 7517). Null, the default: none.</summary>
    public string? KeySet { get; set; }

    /// <summary>A secret of at least 32 bytes of UTF-8 for HMAC-SHA256. Null, the default: none.</summary>
    public string? Key { get; set; }

    /// <summary>Who must have given a token out (iss). Required, but for an authority, which tells it.</summary>
    public string? Issuer { get; set; }

    /// <summary>For whom a token must be (aud). Required.</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// The algorithms that count (RFC 7518, 3.1). Default: those by which an authority or a key set can be checked without a shared secret (RS, PS and ES); with a key
    /// HS256 alone.
    /// </summary>
    public string[] Algorithms { get; set; } = [];

    /// <summary>The claim that confines a caller to a tenant; a token without it is for the whole service. Default "tenant".</summary>
    public string TenantClaim { get; set; } = "tenant";

    /// <summary>How far the clocks of others may be off, 0 to 10 min. Default 30 s.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether such tokens are taken.</summary>
    internal bool IsOn => Authority is not null || KeySet is not null || Key is not null;
}
