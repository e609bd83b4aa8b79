using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Answers callers who lack the scope that a route demands.</summary>
internal sealed class ScopeRefusal : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context) : ProblemTypes.ScopeMissing.ExecuteAsync(context);
}
