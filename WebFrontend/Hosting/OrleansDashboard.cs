using Orleans.Dashboard;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Orleans' own Dashboard, beside what /admin tells.</summary>
internal static class OrleansDashboard
{
    public static void MapDashboard(this WebApplication app)
    {
        if (!app.Configuration.HasDashboard()) return;
        var pages = LatePipeline.Of(app.Services, Serve);
        app.Map("/orleans/{**path}", context =>
        {
            // The pages' own routes decide further.
            context.SetEndpoint(null);
            return pages(context);
        }).RequireAuthorization(Scopes.Admin).ExcludeFromDescription();
    }

    private static void Serve(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseEndpoints(static routes => routes.MapOrleansDashboard("/orleans").ExcludeFromDescription().AddEndpointFilter(AsOurs));
    }

    /// <summary>
    /// Answers 404 where the Dashboard fails for an address that is none, or refuses what it does not offer: in a form of its own,
    /// by which the log is not found.
    /// </summary>
    private static async ValueTask<object?> AsOurs(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (SiloIn(call.HttpContext) is { } silo && !SiloAddress.TryParse(silo, null, out _)) return Results.NotFound();
        var answer = await next(call);
        return answer is IStatusCodeHttpResult { StatusCode: >= 400 } ? Results.NotFound() : answer;
    }

    private static string? SiloIn(HttpContext context) =>
        context.Request.Path.Value!.Contains("/HistoricalStats/", StringComparison.OrdinalIgnoreCase)
            ? context.GetRouteValue("path") as string
            : context.GetRouteValue("address") as string;
}
