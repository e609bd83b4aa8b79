namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// Callers that are confined to a tenant: of other routes than those that are marked here they see nothing, and of other tenants' jobs neither. A job that is
/// not theirs does not exist for them.
/// </summary>
internal static class Tenants
{
    /// <summary>Lets confined callers use these routes: a job or batch that the path names must be their own.</summary>
    /// <param name="routes">The routes, which see to it that what is made or listed is the caller's.</param>
    /// <param name="tenantOf">The tenant of what the path names; null if there is nothing.</param>
    public static TBuilder ForTenants<TBuilder>(this TBuilder routes, Func<HttpContext, Task<string?>>? tenantOf = null)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new Owned(tenantOf));

    /// <summary>The tenant to which the caller is confined; null: none.</summary>
    public static string? TenantOf(HttpContext context) => Caller.Of(context)?.Tenant;

    /// <summary>Refuses confined callers what is not theirs.</summary>
    public static async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (TenantOf(context) is { } tenant && await Refusal(context, tenant) is { } problem) await problem.ExecuteAsync(context);
        else await next(context);
    }

    private static async Task<Problem?> Refusal(HttpContext context, string tenant)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>() is null) return null;
        if (endpoint.Metadata.GetMetadata<Owned>() is not { } owned) return ProblemTypes.NotForTenants;
        return owned.TenantOf is { } find && await find(context) is { } owner && owner != tenant ? ProblemTypes.JobNotFound : null;
    }

    private sealed record Owned(Func<HttpContext, Task<string?>>? TenantOf);
}
