using Orleans.Dashboard;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Telemetry;

namespace OrleansJobs.WebFrontend.Clustering;

/// <summary>By what a web process reaches the grains: a silo of its own, or those that are configured.</summary>
internal static class GrainAccess
{
    public static void AddGrains(this IHostApplicationBuilder builder)
    {
        if (!builder.Configuration.HasGateways())
        {
            builder.AddSilo();
            return;
        }

        builder.AddClusterClient(builder.Configuration);
        builder.UseOrleansClient(client =>
        {
            if (builder.Configuration.HasDashboard()) client.AddDashboard();
            if (builder.Configuration.Exports()) client.AddActivityPropagation();
        });
    }
}
