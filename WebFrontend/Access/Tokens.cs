using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// The tokens that this service gives out: JWTs (RFC 7519) signed with HMAC-SHA256 by a key that is derived from <see cref="AccessOptions.AdminKey"/>, so that
/// all processes that have it know them. A token ends with the API key that it was made with.
/// </summary>
internal sealed class Tokens(IOptions<AccessOptions> options, KnownKeys keys, TimeProvider time)
{
    /// <summary>The name of the scheme, and who gives them out, and for whom they are.</summary>
    public const string Name = "orleansjobs";

    private const string Algorithm = SecurityAlgorithms.HmacSha256;
    private const string KeyClaim = "key";
    private const string TenantClaim = "tenant";

    private readonly JsonWebTokenHandler _writer = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey? _key = options.Value.AdminKey is { } admin ? new(Secret.KeyFor("tokens", admin)) : null;

    /// <summary>Whether any can be given out.</summary>
    public bool AreGivenOut => _key is not null;

    /// <summary>A token for a caller.</summary>
    public string Issue(Caller caller, DateTimeOffset until)
    {
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = caller.Actor, [Scopes.Claim] = string.Join(' ', caller.Scopes) };
        if (caller.Tenant is { } tenant) claims[TenantClaim] = tenant;
        if (caller.Key is { } key) claims[KeyClaim] = key.ToString("N");
        return _writer.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Name,
            Claims = claims,
            IssuedAt = time.GetUtcNow().UtcDateTime,
            Expires = until.UtcDateTime,
            SigningCredentials = new SigningCredentials(_key, Algorithm),
        });
    }

    /// <summary>Tells the framework, which checks tokens, what is to be checked.</summary>
    public void Configure(JwtBearerOptions bearer)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [Algorithm],
            ValidIssuer = Name,
            ValidAudience = Name,
            IssuerSigningKey = _key,
            LifetimeValidator = (_, expires, _, _) => expires is { } end && time.GetUtcNow().UtcDateTime < end,
        };
        bearer.Events = new JwtBearerEvents { OnTokenValidated = Know };
    }

    private async Task Know(TokenValidatedContext context)
    {
        var user = context.Principal!;
        Guid? key = Guid.TryParseExact(user.FindFirstValue(KeyClaim), "N", out var id) ? id : null;
        if (key is { } known && await keys.Find(known) is null)
        {
            context.Fail("The key with which the token was made has ended.");
            return;
        }

        var actor = user.FindFirstValue(JwtRegisteredClaimNames.Sub)!;
        context.Principal = new Caller(actor, JwtCallers.ScopesOf(user), user.FindFirstValue(TenantClaim), key, context.SecurityToken.ValidTo).ToPrincipal();
    }
}
