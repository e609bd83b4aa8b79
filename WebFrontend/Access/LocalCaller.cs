using System.Security.Claims;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Whoever calls while no credentials are configured: a program on this machine. It has every scope.</summary>
/// <param name="scopes">The scopes.</param>
internal sealed class LocalCaller(params string[] scopes)
{
    public ClaimsPrincipal User { get; } =
        new(new ClaimsIdentity(scopes.Select(scope => new Claim(Scopes.Claim, scope)), authenticationType: "local"));
}
