using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.WebFrontend.Zoo;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Every route of the service, behind what holds for all of them.</summary>
internal static class WebFrontendRoutes
{
    public static void MapWebFrontend(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<LocalAccessMiddleware>();
        app.MapJobs();
        app.MapZoo();
        app.MapHealth();
        app.MapProblems();
        app.MapOpenApi("/openapi/v1.json");
    }
}
