using OrleansJobs.Dashboard.Hosting;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Admin;
using OrleansJobs.WebFrontend.Audit;
using OrleansJobs.WebFrontend.Batches;
using OrleansJobs.WebFrontend.Datasets;
using OrleansJobs.WebFrontend.Docs;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Live;
using OrleansJobs.WebFrontend.Mcp;
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
    /// <summary>The service's own server: routes about jobs, and those of its workloads.</summary>
    public static void MapWebFrontend(this WebApplication app) => app.UseRoutes(static work =>
    {
        work.MapJobWork();
        work.MapWorkloads();
        work.MapApiKeys();
        work.MapTokens();
        work.MapMcpDoor();
    });

    /// <summary>The routes about jobs, and no others.</summary>
    public static void UseJobRoutes(this IApplicationBuilder app) => app.UseRoutes(static work => work.MapJobWork());

    /// <param name="app">Where requests come from.</param>
    /// <param name="mapWork">Maps the routes that ask grains, any of which may find that none answers.</param>
    private static void UseRoutes(this IApplicationBuilder app, Action<IEndpointRouteBuilder> mapWork)
    {
        app.UseInProcessServer();
        app.Use(SecurityHeaders.Invoke);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(HeadRequests.Invoke);
        app.UseMiddleware<BodyLimitMiddleware>();
        app.UsePages();
        app.UseRouting();
        app.UseAccess();
        app.UseMiddleware<StartingMiddleware>();
        app.UseContentCodings();
        app.Use(ServerTiming.Invoke);
        app.UseEndpoints(routes =>
        {
            var work = routes.MapGroup("").WithMetadata(new FailsAttribute(503)).DemandScopes();
            Audited.Watch(work);
            mapWork(work);
            routes.MapHealth();
            routes.MapProblems();
            routes.MapOpenApiDocument();
            routes.MapDocs();
            routes.MapGet("/", (HttpRequest request) => TypedResults.Redirect($"{request.PathBase}/dashboard/")).ExcludeFromDescription();
        });
    }

    /// <summary>Lets the dashboard ask the interface.</summary>
    private static void UseInProcessServer(this IApplicationBuilder app) => app.Use(next =>
    {
        app.ApplicationServices.GetRequiredService<InProcessServer>().Serve(next);
        return next;
    });

    /// <summary>The dashboard: a pipeline of its own, as its routes are no part of the interface.</summary>
    private static void UsePages(this IApplicationBuilder app)
    {
        var pages = LatePipeline.Of(app.ApplicationServices, static pages => pages.UseDashboard(DashboardDoor.UseDoor));
        app.Map("/dashboard", part => part.Run(pages));
    }

    private static void MapJobWork(this IEndpointRouteBuilder work)
    {
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
        work.MapAdmin();
        work.MapAudit();
    }

    private static void MapWorkloads(this IEndpointRouteBuilder work)
    {
        work.MapZoo();
        work.MapMovies();
        work.MapCompatibleMovies();
        work.MapNumbers();
        work.MapNumberedJobs();
        work.MapDatasets();
        work.MapStatistics();
        // Last: it counts what nobody else has.
        work.MapTraffic();
    }
}
