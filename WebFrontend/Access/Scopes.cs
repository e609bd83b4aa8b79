using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>What callers may do. A route demands a scope by RequireAuthorization with the scope's name.</summary>
internal static class Scopes
{
    /// <summary>Of those who run the service: silos, grains, Orleans' dashboard.</summary>
    public const string Admin = "admin";

    /// <summary>The claim that names a scope of the caller (RFC 8693, 4.2).</summary>
    public const string Claim = "scope";

    public static void AddScopes(this IServiceCollection services)
    {
        services.TryAddSingleton(new LocalCaller(Admin));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ScopeRefusal>();
        services.AddAuthorizationBuilder().AddPolicy(Admin, policy => policy.RequireClaim(Claim, Admin));
    }
}
