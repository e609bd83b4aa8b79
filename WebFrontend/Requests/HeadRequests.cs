using Microsoft.Net.Http.Headers;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// HEAD wherever there is GET (RFC 9110, 9.3.2): it is routed and answered as GET. The server remembers what was asked, and
/// sends the answer without its body. Comes before routing.
/// </summary>
internal static class HeadRequests
{
    private static readonly Marker Head = new();

    /// <summary>Whether no more than status and headers is sent: an answer without an end has no other one.</summary>
    public static bool IsHead(HttpContext context) => context.Features.Get<Marker>() is not null;

    public static async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Features.Set(Head);
        }

        await next(context);
        if (context.Response is { StatusCode: 405, HasStarted: false }) AllowHead(context.Response.Headers);
    }

    // Routes name GET alone.
    private static void AllowHead(IHeaderDictionary headers)
    {
        var methods = headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (methods.Contains(HttpMethods.Get)) headers.Allow = string.Join(", ", methods.Append(HttpMethods.Head).Order(StringComparer.Ordinal));
    }

    private sealed class Marker;
}
