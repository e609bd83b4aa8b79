using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>The routes for those who watch over the service.</summary>
internal static class HealthRoutes
{
    private const string Tag = "Service";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = ActivatorUtilities.CreateInstance<HealthEndpoints>(routes.ServiceProvider);
        routes.MapGet("/healthz", HealthEndpoints.GetHealth)
            .Documented(HealthEndpoints.GetHealth, Tag, "Whether the process answers")
            .Answers<ServiceStatus>(200, "It does", """{"status": "ok"}""");
        routes.MapGet("/readyz", health.GetReadiness)
            .Documented(health.GetReadiness, Tag, "Whether the service can do its work", "Its store is reachable, its silo active, and it is not being stopped.")
            .Answers<ServiceStatus>(200, "Ready for work", """{"status": "ready"}""")
            .AnswersProblems(503);
    }
}
