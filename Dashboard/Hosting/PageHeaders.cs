using Microsoft.AspNetCore.Http;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>What pages may do in a browser: load from here and nowhere else, and run no script that stands in them.</summary>
internal static class PageHeaders
{
    // The styles of components are put in by the components themselves.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
