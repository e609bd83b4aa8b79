using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Callers with a token that somebody else gave out: <see cref="JwtOptions"/>.</summary>
internal static class JwtCallers
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "Jwt";

    /// <summary>Those by which nobody who can check a token can make one.</summary>
    private static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Tells the framework, which checks tokens, what is to be checked.</summary>
    public static void Configure(JwtBearerOptions bearer, JwtOptions options, TimeProvider time)
    {
        bearer.MapInboundClaims = false;
        bearer.Authority = options.Authority;
        if (options.KeySet is { } keySet)
            bearer.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(keySet, new KeySetReader(), DocumentsOf(keySet));
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = options.Algorithms.Length > 0 ? options.Algorithms : options.Key is null ? Asymmetric : [SecurityAlgorithms.HmacSha256],
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            IssuerSigningKey = options.Key is { } key ? new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)) : null,
            TransformBeforeSignatureValidation = (token, _) => Understood((JsonWebToken)token),
            LifetimeValidator = (from, until, _, _) => IsGood(from, until, time.GetUtcNow().UtcDateTime, options.ClockSkew),
        };
        bearer.Events = new JwtBearerEvents { OnTokenValidated = context => Know(context, options.TenantClaim) };
    }

    /// <summary>The scopes that a token names: as one text with spaces (RFC 8693, 4.2), or one by one. What this service does not know is passed over.</summary>
    public static ImmutableArray<string> ScopesOf(ClaimsPrincipal user) =>
    [
        .. user.FindAll(claim => claim.Type is Scopes.Claim or "scp").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(scope => Scopes.All.Contains(scope)).Distinct(),
    ];

    /// <summary>Refuses tokens that say that they mean something else to those who do not know their extensions (RFC 7515, 4.1.11). The framework passes over that.</summary>
    private static JsonWebToken Understood(JsonWebToken token) =>
        token.TryGetHeaderValue<object>("crit", out _) ? throw new SecurityTokenInvalidSignatureException("The token has extensions that are not known.") : token;

    private static bool IsGood(DateTime? from, DateTime? until, DateTime now, TimeSpan skew) =>
        until is { } end && now < end + skew && (from is not { } begin || begin - skew <= now);

    private static Task Know(TokenValidatedContext context, string tenantClaim)
    {
        var user = context.Principal!;
        if (user.FindFirstValue(JwtRegisteredClaimNames.Sub) is not { Length: > 0 } subject) context.Fail("The token names no subject.");
        else context.Principal = new Caller($"token:{subject}", ScopesOf(user), user.FindFirstValue(tenantClaim), Until: context.SecurityToken.ValidTo).ToPrincipal();
        return Task.CompletedTask;
    }

    private static IDocumentRetriever DocumentsOf(string place) =>
        place.Contains("://", StringComparison.Ordinal) ? new HttpDocumentRetriever() : new FileDocumentRetriever();

    /// <summary>A bare set of keys, where the framework expects the whole configuration of a provider.</summary>
    private sealed class KeySetReader : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var configuration = new OpenIdConnectConfiguration { JsonWebKeySet = new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel)) };
            foreach (var key in configuration.JsonWebKeySet.GetSigningKeys()) configuration.SigningKeys.Add(key);
            return configuration;
        }
    }
}
