namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// The rules while no credentials are configured. The service then listens on loopback only, but a web page that the
/// user happens to visit runs on this machine too; two checks keep it out. A page cannot choose the Host header, so a
/// name that was rebound to 127.0.0.1 is seen; and browsers say when a request comes from another site. This holds for
/// every method: some GET routes start jobs. Programs send neither header and are not concerned.
/// </summary>
internal sealed class LocalAccessMiddleware(RequestDelegate next, LocalCaller caller)
{
    public Task Invoke(HttpContext context)
    {
        if (Refusal(context.Request) is { } problem) return problem.ExecuteAsync(context);
        context.User = caller.User;
        return next(context);
    }

    private static Problem? Refusal(HttpRequest request)
    {
        // The header as it came: the framework decodes the name of request.Host, and throws if it is bad punycode.
        if (!Loopback.IsName(new HostString(request.Headers.Host.ToString()).Host))
            return ProblemTypes.HostNotAllowed.Because("The Host header must name localhost, 127.0.0.0/8 or [::1].");
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site.Any(one => one == "cross-site"))
            return ProblemTypes.CrossSite.Because("The browser says that the request comes from another site.");
        if (request.Headers.Origin is { Count: > 0 } origin && !origin.All(one => Loopback.IsOrigin(one ?? "")))
            return ProblemTypes.CrossSite.Because("The Origin header names another site.");
        return null;
    }
}
