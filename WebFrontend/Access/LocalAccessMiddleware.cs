using System.Net;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// The rules while no credentials are configured. Only programs on this machine may call then, but a web page that the
/// user happens to visit runs on this machine too; two checks keep it out. A page cannot choose the Host header, so a
/// name that was rebound to 127.0.0.1 is seen; and browsers say when a request comes from another site. This holds for
/// every method: some GET routes start jobs. Programs send neither header and are not concerned. Whom another part of the process has
/// <see cref="Admitted"/>, it knows.
/// </summary>
internal sealed class LocalAccessMiddleware(RequestDelegate next, LocalCaller caller)
{
    public Task Invoke(HttpContext context)
    {
        if (Refusal(context) is { } problem) return problem.ExecuteAsync(context);
        context.User = caller.User;
        return next(context);
    }

    private static Problem? Refusal(HttpContext context) =>
        context.Features.Get<Admitted>() is null ? FromElsewhere(context) ?? FromOtherSite(context.Request) : FromOtherSite(context.Request);

    private static Problem? FromElsewhere(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)) return ProblemTypes.NotLocal;
        var headers = context.Request.Headers;
        // The header as it came: the framework decodes the name of request.Host, and throws if it is bad punycode.
        if (!Loopback.IsName(new HostString(headers.Host.ToString()).Host))
            return ProblemTypes.HostNotAllowed.Because("The Host header must name localhost, 127.0.0.0/8 or [::1].");
        return headers.Origin.All(origin => Loopback.IsOrigin(origin ?? ""))
            ? null
            : ProblemTypes.CrossSite.Because("The Origin header names another site.");
    }

    private static Problem? FromOtherSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].Contains("cross-site")
        ? ProblemTypes.CrossSite.Because("The browser says that the request comes from another site.")
        : null;
}
