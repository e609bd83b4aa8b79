namespace OrleansJobs.WebFrontend.Access;

/// <summary>Headers that keep browsers from doing with answers what they are not for.</summary>
internal static class SecurityHeaders
{
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
