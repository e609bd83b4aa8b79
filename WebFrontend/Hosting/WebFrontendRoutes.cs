using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Admin;
using OrleansJobs.WebFrontend.Datasets;
using OrleansJobs.WebFrontend.Docs;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Movies;
using OrleansJobs.WebFrontend.NumberedJobs;
using OrleansJobs.WebFrontend.Numbers;
using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Queues;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.WebFrontend.Traffic;
using OrleansJobs.WebFrontend.Zoo;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Every route of the service, behind what holds for all of them.</summary>
internal static class WebFrontendRoutes
{
    public static void MapWebFrontend(this WebApplication app)
    {
        LimitBodies(app.Services);
        app.UseMiddleware<ProblemMiddleware>();
        app.Use(HeadRequests.Invoke);
        app.UseRouting();
        app.UseMiddleware<LocalAccessMiddleware>();
        app.UseAuthorization();
        app.UseMiddleware<StartingMiddleware>();
        app.UseContentCodings();
        app.Use(ServerTiming.Invoke);
        app.MapJobs();
        app.MapBatches();
        app.MapKinds();
        app.MapQueues();
        app.MapZoo();
        app.MapMovies();
        app.MapCompatibleMovies();
        app.MapNumbers();
        app.MapNumberedJobs();
        app.MapDatasets();
        app.MapHealth();
        app.MapAdmin();
        app.MapProblems();
        app.MapDocs();
        app.MapOpenApiDocument();
        // Last: it counts what nobody else has.
        app.MapTraffic();
    }

    // Here and not where the server's options are made: the builder makes them before the settings have been checked.
    private static void LimitBodies(IServiceProvider services) =>
        services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize =
            services.GetRequiredService<IOptions<RequestLimitOptions>>().Value.RequestBody;
}
