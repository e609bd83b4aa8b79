using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>What callers may do. A route demands a scope by RequireAuthorization with the scope's name.</summary>
internal static class Scopes
{
    /// <summary>Reading whatever the service tells of its work.</summary>
    public const string Read = "jobs:read";

    /// <summary>Giving it work.</summary>
    public const string Submit = "jobs:submit";

    /// <summary>Doing work: workers.</summary>
    public const string Work = "jobs:work";

    /// <summary>Changing how work goes: queues, schedules, kinds, jobs of others.</summary>
    public const string Operate = "jobs:operate";

    /// <summary>Running the service: silos, grains, keys, Orleans' dashboard. Has all others.</summary>
    public const string Admin = "admin";

    /// <summary>The claim that names a scope of the caller (RFC 8693, 4.2).</summary>
    public const string Claim = "scope";

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<string> All = [Read, Submit, Work, Operate, Admin];

    public static void AddScopes(this IServiceCollection services)
    {
        services.TryAddSingleton(new LocalCaller(Admin));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ScopeRefusal>();
        var policies = services.AddAuthorizationBuilder();
        foreach (var scope in All) policies.AddPolicy(scope, policy => policy.RequireClaim(Claim, scope, Admin));
    }

    /// <summary>
    /// Lets routes that name no scope demand one: those that make work <see cref="Submit"/>, others that read <see cref="Read"/>, and others that change
    /// something <see cref="Operate"/>.
    /// </summary>
    public static RouteGroupBuilder DemandScopes(this RouteGroupBuilder routes)
    {
        ((IEndpointConventionBuilder)routes).Finally(endpoint =>
        {
            if (endpoint.Metadata.Any(part => part is IAuthorizeData or IAllowAnonymous)) return;
            endpoint.Metadata.Add(new AuthorizeAttribute(Of(endpoint)));
        });
        return routes.WithMetadata(new FailsAttribute(401), new FailsAttribute(403), new FailsAttribute(429));
    }

    /// <summary>Lets routes of a group that change something demand a scope.</summary>
    public static TBuilder ChangesDemand<TBuilder>(this TBuilder routes, string scope)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new OfChanges(scope));

    private static string Of(EndpointBuilder endpoint)
    {
        var isRead = endpoint.Metadata.OfType<HttpMethodMetadata>().All(methods => methods.HttpMethods.All(method => method is "GET" or "HEAD"));
        if (!isRead && endpoint.Metadata.OfType<OfChanges>().LastOrDefault() is { Scope: var scope }) return scope;
        return endpoint.Metadata.OfType<MakesWorkMetadata>().Any() ? Submit : isRead ? Read : Operate;
    }

    private sealed record OfChanges(string Scope);
}
