using Orleans.Dashboard;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Orleans' own Dashboard, beside what /admin tells.</summary>
internal static class OrleansDashboard
{
    public static void MapDashboard(this WebApplication app)
    {
        if (app.Configuration.HasDashboard())
            app.MapOrleansDashboard("/orleans").RequireAuthorization(Scopes.Admin).ExcludeFromDescription();
    }
}
