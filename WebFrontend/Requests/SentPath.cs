using Microsoft.AspNetCore.Http.Features;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// The path of a request as it was sent, in ASCII and with its escapes. The server decodes all but "%2F", so that afterwards
/// nobody can tell "%2F" from "%252F", nor what else had been escaped.
/// </summary>
internal static class SentPath
{
    /// <summary>The path of a request.</summary>
    public static string Of(HttpContext context) => Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

    /// <summary>The path in a target: "/api/a%20b?c" or "http://host/api/a%20b".</summary>
    public static string Of(string target)
    {
        var end = target.IndexOfAny(['?', '#']);
        if (end >= 0) target = target[..end];
        if (target.StartsWith('/')) return target;
        var authority = target.IndexOf("//", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : target.IndexOf('/', authority + 2);
        return path < 0 ? "/" : target[path..];
    }
}
