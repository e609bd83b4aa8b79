using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Knows callers by the key of the configuration, or by an API key.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory logs, UrlEncoder encoder, KnownKeys keys, IOptions<AccessOptions> options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logs, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "ApiKey";

    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("There is no such key.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Bearer.Of(Request) is not { } text) return AuthenticateResult.NoResult();
        if (options.Value.AdminKey is { } admin && Secret.AreSame(text, admin)) return Known(Caller.Admin);
        if (ApiKeyText.Read(text) is not { } shown || await keys.Find(shown.Id) is not { } stored) return Unknown;
        if (!Secret.AreSame(shown.Hash(options.Value.Pepper), stored.Hash)) return Unknown;
        var key = stored.Key;
        return Known(new Caller($"key:{key.Name}", key.Scopes, key.Tenant, key.Id, key.ExpiresAt));
    }

    private static AuthenticateResult Known(Caller caller) => AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), Name));
}
