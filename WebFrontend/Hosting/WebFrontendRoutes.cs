using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Admin;
using OrleansJobs.WebFrontend.Batches;
using OrleansJobs.WebFrontend.Datasets;
using OrleansJobs.WebFrontend.Docs;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Live;
using OrleansJobs.WebFrontend.Movies;
using OrleansJobs.WebFrontend.NumberedJobs;
using OrleansJobs.WebFrontend.Numbers;
using OrleansJobs.WebFrontend.Queues;
using OrleansJobs.WebFrontend.Schedules;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.WebFrontend.Traffic;
using OrleansJobs.WebFrontend.Workers;
using OrleansJobs.WebFrontend.Zoo;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Every route of the service, behind what holds for all of them.</summary>
internal static class WebFrontendRoutes
{
    public static void MapWebFrontend(this WebApplication app)
    {
        LimitBodies(app.Services);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(HeadRequests.Invoke);
        app.UseRouting();
        app.UseMiddleware<LocalAccessMiddleware>();
        app.UseAuthorization();
        app.UseMiddleware<StartingMiddleware>();
        app.UseContentCodings();
        app.Use(ServerTiming.Invoke);
        app.MapWork();
        app.MapHealth();
        app.MapProblems();
        app.MapOpenApiDocument();
        app.MapDocs();
        app.MapGet("/", () => TypedResults.Redirect("/docs")).ExcludeFromDescription();
    }

    /// <summary>The routes that ask grains, any of which may find that none answers.</summary>
    private static void MapWork(this WebApplication app)
    {
        var work = app.MapGroup("").WithMetadata(new FailsAttribute(503));
        work.MapJobs();
        work.MapJobOutcomes();
        work.MapEvents();
        work.MapBulk();
        work.MapJobActions();
        work.MapBatches();
        work.MapKinds();
        work.MapQueues();
        work.MapWorkers();
        work.MapSchedules();
        work.MapZoo();
        work.MapMovies();
        work.MapCompatibleMovies();
        work.MapNumbers();
        work.MapNumberedJobs();
        work.MapDatasets();
        work.MapStatistics();
        work.MapAdmin();
        // Last: it counts what nobody else has.
        work.MapTraffic();
    }

    // Here and not where the server's options are made: the builder makes them before the settings have been checked.
    private static void LimitBodies(IServiceProvider services) =>
        services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize =
            services.GetRequiredService<IOptions<RequestLimitOptions>>().Value.RequestBody;
}
