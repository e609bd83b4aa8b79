using Microsoft.AspNetCore.Http.Features;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>Limits the size of bodies. Comes before routing, which puts an endpoint's own <see cref="BodyLimit"/> in the place of this one.</summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next, IOptions<RequestLimitOptions> limits)
{
    private readonly long _bytes = limits.Value.RequestBody;

    public Task Invoke(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = _bytes;
        return next(context);
    }
}
