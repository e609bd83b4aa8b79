using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.WebFrontend.Movies;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Marks a process in which credentials are configured: everybody must show some.</summary>
internal sealed class CredentialsAreAsked;

/// <summary>Registers how callers are known, where credentials are configured.</summary>
internal static class CredentialRegistration
{
    private const string Scheme = "Credentials";

    /// <summary>The settings of which any makes callers show credentials.</summary>
    private static readonly string[] Credentials = ["AdminKey", "Jwt:Authority", "Jwt:KeySet", "Jwt:Key"];

    /// <summary>Whether credentials are configured.</summary>
    public static bool HasCredentials(this IConfiguration configuration)
    {
        var access = configuration.GetSection(AccessOptions.Section);
        return Credentials.Any(key => access[key] is not null);
    }

    public static void AddCredentials(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<AccessOptions>(AccessOptions.Section).Rules();
        if (!configuration.HasCredentials()) return;
        if (configuration.Peek<bool>(MovieAccessOptions.Section, nameof(MovieAccessOptions.DevelopmentTokens)))
            throw new StartException("Movies:DevelopmentTokens: \"true\" is not allowed beside credentials; it gives anybody a token.");
        services.AddCors();
        services.AddSingleton<CredentialsAreAsked>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton<Tokens>();
        services.AddSingleton<CallerLimits>();
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, policy => policy.ForwardDefaultSelector = SchemeFor)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, null)
            .AddJwtBearer(Tokens.Name, _ => { })
            .AddJwtBearer(JwtCallers.Name, _ => { });
        services.KeepNoKeys();
        services.AddOptions<JwtBearerOptions>(Tokens.Name).Configure<Tokens>((bearer, tokens) => tokens.Configure(bearer));
        services.AddOptions<JwtBearerOptions>(JwtCallers.Name)
            .Configure<IOptions<AccessOptions>, TimeProvider>((bearer, access, time) => JwtCallers.Configure(bearer, access.Value.Jwt, time));
    }

    private static void Rules(this OptionsBuilder<AccessOptions> access) => access
        .InRange("Access:KeyRefresh", options => options.KeyRefresh, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .InRange("Access:TokenLifetime", options => options.TokenLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        .InRange("Access:Jwt:ClockSkew", options => options.Jwt.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10))
        .Bucket("Access:Throttle", options => options.Throttle)
        .Bucket("Access:Failures", options => options.Failures)
        // Without the values: they are secrets.
        .Validate(options => IsLong(options.AdminKey), $"Access:AdminKey: must have at least {Secret.Shortest} characters; \"openssl rand -base64 32\" makes one.")
        .Validate(options => IsLong(options.Pepper), $"Access:Pepper: must have at least {Secret.Shortest} characters; \"openssl rand -base64 32\" makes one.")
        .Validate(options => options.Jwt.Key is null || Encoding.UTF8.GetByteCount(options.Jwt.Key) >= Secret.Shortest, $"Access:Jwt:Key: must have at least {Secret.Shortest} bytes.")
        .Validate(options => new[] { options.Jwt.Authority, options.Jwt.KeySet, options.Jwt.Key }.Count(part => part is not null) <= 1, "Access:Jwt: one of Authority, KeySet and Key may be set, not several.")
        .Validate(options => !options.Jwt.IsOn || options.Jwt.Audience is { Length: > 0 }, "Access:Jwt:Audience: must be set; it says for whom tokens must be.")
        .Validate(options => !options.Jwt.IsOn || options.Jwt.Authority is not null || options.Jwt.Issuer is { Length: > 0 }, "Access:Jwt:Issuer: must be set; it says who must have given tokens out.")
        .Validate(options => options.Origins.All(IsOrigin), "Access:Origins: each must be an origin such as https://ops.example.org.");

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && text == uri.GetLeftPart(UriPartial.Authority);

    private static bool IsLong(string? secret) => secret is null || secret.Length >= Secret.Shortest;

    /// <summary>Which scheme knows the caller. What a token says of itself decides only who checks it.</summary>
    private static string SchemeFor(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value;
        if (Bearer.Of(context.Request) is not { } text || text.Count(character => character == '.') != 2) return ApiKeyHandler.Name;
        if (options.AdminKey is { } admin && Secret.AreSame(text, admin)) return ApiKeyHandler.Name;
        return IssuerOf(text) == Tokens.Name || !options.Jwt.IsOn ? Tokens.Name : JwtCallers.Name;
    }

    private static string? IssuerOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Issuer;
        }
        catch (Exception fault) when (fault is ArgumentException or Microsoft.IdentityModel.Tokens.SecurityTokenException)
        {
            return null;
        }
    }
}
