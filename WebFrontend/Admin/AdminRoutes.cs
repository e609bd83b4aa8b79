using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.Admin;

/// <summary>The routes for those who run the service: they demand the scope admin.</summary>
internal static class AdminRoutes
{
    private const string Tag = "Admin";

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = ActivatorUtilities.CreateInstance<AdminEndpoints>(routes.ServiceProvider);
        var group = routes.MapGroup("/admin").RequireAuthorization(Scopes.Admin);
        group.MapGet("/silos", admin.GetSilos)
            .Documented(admin.GetSilos, Tag, "The processes that host grains")
            .Answers<SiloList>(200, "The silos",
                """{"silos": [{"name": "Silo_1a2b3", "address": "S127.0.0.1:11111:143000000", "status": "active", "startedAt": "2026-01-31T12:00:00+00:00", "activations": 12}]}""")
            .AnswersProblems(400, 403, 503);
        group.MapGet("/grains", admin.GetGrains)
            .Documented(admin.GetGrains, Tag, "Activations by grain class",
                "Of all silos together. Orleans' Dashboard has calls, failures and times by method.")
            .Answers<GrainList>(200, "The grain classes",
                """{"grains": [{"grain": "OrleansJobs.Grains.Jobs.JobGrain", "activations": 3}]}""")
            .AnswersProblems(400, 403, 503);
    }
}
