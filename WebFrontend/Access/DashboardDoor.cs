using Microsoft.AspNetCore.Authentication;
using OrleansJobs.Dashboard.Hosting;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// Who may see pages. Where credentials are configured, a person shows theirs once, to the page that asks for them; the browser keeps them in a cookie that scripts cannot
/// read and other sites cannot have sent, and they are checked with every request as any are.
/// </summary>
internal static class DashboardDoor
{
    private const string Cookie = "orleansjobs-credentials";
    private const string SignInPath = "/sign-in";
    private const string SignOutPath = "/sign-out";

    /// <summary>Lets pass who may see pages.</summary>
    public static void UseDoor(this IApplicationBuilder pages)
    {
        if (pages.ApplicationServices.GetService<CredentialsAreAsked>() is null)
        {
            pages.UseMiddleware<LocalAccessMiddleware>();
            return;
        }

        pages.Use(SignInOrOut);
        pages.Use(ShowCookie);
        pages.UseAuthentication();
        pages.Use(CallerLimits.Invoke);
        pages.Use(Admit);
    }

    /// <summary>Takes the credentials of a browser's cookie for those of the request.</summary>
    public static Task ShowCookie(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization.Count == 0 && context.Request.Cookies[Cookie] is { } token) context.Request.Headers.Authorization = $"Bearer {token}";
        return next(context);
    }

    private static Task SignInOrOut(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !(request.Path == SignInPath || request.Path == SignOutPath)) return next(context);
        if (IsFromElsewhere(request)) return ProblemTypes.CrossSite.ExecuteAsync(context);
        if (request.Path == SignInPath && !request.HasFormContentType) return ProblemTypes.UnsupportedMediaType.Because("The body must be a form.").ExecuteAsync(context);
        return request.Path == SignInPath ? SignIn(context) : SignOut(context);
    }

    private static Task Admit(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == SignInPath) return next(context);
        if (Caller.Of(context) is null) return AskWhoItIs(context);
        if (Bearer.Of(context.Request) is { } token) ReaderCredentials.Carry(context.User, token);
        return next(context);
    }

    private static Task AskWhoItIs(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/_blazor")) return ProblemTypes.NotAuthenticated.ExecuteAsync(context);
        response.Redirect($"{request.PathBase}{SignInPath}{QueryString.Create("to", $"{request.Path}{request.QueryString}")}");
        return Task.CompletedTask;
    }

    private static async Task SignIn(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (token, to) = (form["key"].ToString().Trim(), form["to"].ToString());
        context.Request.Headers.Authorization = $"Bearer {token}";
        var known = await context.AuthenticateAsync();
        if (known.Succeeded)
        {
            Keep(context, token);
            context.Response.Redirect($"{context.Request.PathBase}{(IsHere(to) ? to : "/")}");
        }
        else if (context.RequestServices.GetRequiredService<CallerLimits>().Failed(context) is { } tooMany)
        {
            await tooMany.ExecuteAsync(context);
        }
        else
        {
            context.Response.Redirect($"{context.Request.PathBase}{SignInPath}{QueryString.Create("to", to).Add("failed", "true")}");
        }
    }

    private static Task SignOut(HttpContext context)
    {
        foreach (var path in PathsOf(context)) context.Response.Cookies.Delete(Cookie, Attributes(context, path));
        context.Response.Redirect($"{context.Request.PathBase}{SignInPath}");
        return Task.CompletedTask;
    }

    private static void Keep(HttpContext context, string token)
    {
        foreach (var path in PathsOf(context)) context.Response.Cookies.Append(Cookie, token, Attributes(context, path));
    }

    /// <summary>The dashboard's own, and Orleans'.</summary>
    private static string[] PathsOf(HttpContext context) => [context.Request.PathBase.Value!, "/orleans"];

    private static CookieOptions Attributes(HttpContext context, string path) =>
        new() { Path = path, HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps };

    /// <summary>Whether an address is one of the dashboard's: a path, and not the name of another host.</summary>
    private static bool IsHere(string to) => to is ['/', ..] and not ['/', '/' or '\\', ..];

    // What the browser says itself, and if it is too old for that, the page that the form was on. That may be told as "null" by pages that tell nobody where they are.
    private static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => false,
        "" => request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}",
        _ => true,
    };
}
