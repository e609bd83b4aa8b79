using System.Security.Claims;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Whoever calls while no credentials are configured: a program on this machine.</summary>
/// <param name="scopes">What it may do.</param>
internal sealed class LocalCaller(params ImmutableArray<string> scopes)
{
    public ClaimsPrincipal User { get; } = new Caller("local", scopes).ToPrincipal();
}
