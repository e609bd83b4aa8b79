using Orleans.Dashboard;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>What the grain host shows over HTTP: Orleans' own dashboard, beside what /admin tells.</summary>
internal static class GrainHostRoutes
{
    public static void MapGrainHost(this IEndpointRouteBuilder routes) =>
        routes.MapOrleansDashboard("/orleans").RequireAuthorization(Scopes.Admin).ExcludeFromDescription();
}
