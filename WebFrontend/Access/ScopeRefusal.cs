using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using OrleansJobs.WebFrontend.Problems;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Answers callers who lack the scope that a route demands.</summary>
internal sealed class ScopeRefusal : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded
            ? next(context)
            : ProblemReply.Write(context, new Problem(ProblemTypes.ScopeMissing, ProblemTypes.ScopeMissing.Explanation));
}
