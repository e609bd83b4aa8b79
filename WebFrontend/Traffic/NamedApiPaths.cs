using Microsoft.AspNetCore.Routing.Patterns;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>
/// Named routes under /api own their paths for all methods, though the counted routes below /api would take a GET that they do
/// not have. So each such pattern gets an endpoint for the methods it lacks, which answers 405.
/// </summary>
internal static class NamedApiPaths
{
    // RFC 9110, 9.1 and RFC 5789. Another method fits no endpoint at all, which is a 405 too.
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

    /// <summary>Closes the patterns below <paramref name="prefix"/> that are mapped so far, whoever mapped them.</summary>
    public static void CloseNamedPaths(this IEndpointRouteBuilder routes, string prefix)
    {
        var named = routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => IsBelow(endpoint.RoutePattern, prefix))
            .GroupBy(endpoint => endpoint.RoutePattern.RawText!.Trim('/'), StringComparer.OrdinalIgnoreCase)
            .ToList();
        foreach (var path in named)
        {
            var allowed = path.SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? Methods)
                .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
            var others = Methods.Except(allowed, StringComparer.OrdinalIgnoreCase).ToList();
            if (others.Count > 0) routes.MapMethods(path.First().RoutePattern.RawText!, others, Refuse(allowed)).ExcludeFromDescription().AllowAnonymous();
        }
    }

    private static bool IsBelow(RoutePattern pattern, string prefix) =>
        pattern.PathSegments is [{ Parts: [RoutePatternLiteralPart { Content: var first }] }, ..]
        && first.Equals(prefix, StringComparison.OrdinalIgnoreCase);

    private static RequestDelegate Refuse(List<string> allowed)
    {
        var allow = string.Join(", ", allowed);
        return context =>
        {
            context.Response.Headers.Allow = allow;
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        };
    }
}
