using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Answers callers who show no credentials that count, or lack the scope that a route demands.</summary>
internal sealed class ScopeRefusal : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context)
        : Caller.Of(context) is null ? Unknown(context)
        : ProblemTypes.ScopeMissing.ExecuteAsync(context);

    private static Task Unknown(HttpContext context)
    {
        var isShown = context.Request.Headers.Authorization.Count > 0;
        if (isShown && context.RequestServices.GetService<CallerLimits>()?.Failed(context) is { } tooMany) return tooMany.ExecuteAsync(context);
        // RFC 6750, 3 and 3.1.
        context.Response.Headers.WWWAuthenticate = isShown ? "Bearer error=\"invalid_token\"" : "Bearer";
        return ProblemTypes.NotAuthenticated.ExecuteAsync(context);
    }
}
