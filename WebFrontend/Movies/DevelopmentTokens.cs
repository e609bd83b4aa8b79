using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// How tokens are made and checked: JWTs (RFC 7519) signed with HMAC-SHA256 (RFC 7518, 3.2). They name a user and how long they
/// are good, and no issuer or audience, as the key is this service's alone.
/// </summary>
internal sealed class DevelopmentTokens
{
    /// <summary>The least bytes of a key for HMAC-SHA256.</summary>
    public const int ShortestKey = 32;

    /// <summary>Characters of a user name: a token has to fit into a header.</summary>
    public const int LongestName = 100;

    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const string Algorithm = SecurityAlgorithms.HmacSha256;

    private readonly JsonWebTokenHandler _writer = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey _key;
    private readonly TimeProvider _time;

    public DevelopmentTokens(IOptions<MovieAccessOptions> options, TimeProvider time, ILogger<DevelopmentTokens> log)
    {
        _time = time;
        _key = new(options.Value.TokenKey is { } key ? Encoding.UTF8.GetBytes(key) : RandomNumberGenerator.GetBytes(ShortestKey));
        log.LogWarning("Movies:DevelopmentTokens is on: POST /api/token gives anybody a token for any name.");
        if (options.Value.TokenKey is null)
            log.LogWarning("Movies:TokenKey is not set: tokens are signed with a random key and end with this process.");
    }

    /// <summary>A token for this user.</summary>
    public string Issue(string user)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _writer.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = user },
            IssuedAt = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(_key, Algorithm),
        });
    }

    /// <summary>Tells the framework, which checks tokens, what is to be checked.</summary>
    public void Configure(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            NameClaimType = JwtRegisteredClaimNames.Sub,
            IssuerSigningKey = _key,
            ValidAlgorithms = [Algorithm],
            // It would be refused anyway, but as one with a wrong signature.
            TransformBeforeSignatureValidation = (token, _) =>
                ((JsonWebToken)token).Alg == Algorithm ? token : throw new SecurityTokenInvalidAlgorithmException(),
            ValidateIssuer = false,
            ValidateAudience = false,
            LifetimeValidator = (_, expires, _, _) => _time.GetUtcNow().UtcDateTime < expires,
        };
    }
}
