using OrleansJobs.Jobs;
using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>The routes of request statistics and their documentation.</summary>
internal static class TrafficRoutes
{
    private const string Tag = "Traffic";

    /// <summary>Maps them. Comes last: what others have mapped below /api is not counted.</summary>
    public static void MapTraffic(this IEndpointRouteBuilder routes)
    {
        routes.CloseNamedPaths("api");
        MapCounted(routes);
        MapStats(routes);
        MapTests(routes);
    }

    private static void MapCounted(IEndpointRouteBuilder routes)
    {
        var counted = ActivatorUtilities.CreateInstance<CountedEndpoints>(routes.ServiceProvider);
        routes.MapGet(CountedEndpoints.Prefix + "{**path}", counted.Get)
            .Documented(counted.Get, Tag, "Counts the request", "Any path that no other route has, of one segment or more. It is counted decoded, without query, with its last slash.")
            .PathParameter("path", "Anything; at most 2,048 bytes.")
            .AnswersText(200, "Request /api/one/ finished")
            .AnswersProblems(404, 414, 503);
    }

    private static void MapStats(IEndpointRouteBuilder routes)
    {
        var stats = ActivatorUtilities.CreateInstance<StatsEndpoints>(routes.ServiceProvider);
        routes.MapGet("/stats/", stats.List)
            .Documented(stats.List, Tag, "How often each path was requested", "The most requested first; among equals the greatest by bytes.")
            .QueryParameter("limit", "Entries of a page: 1 to 10,000, 1,000 unless given.", isNumber: true)
            .QueryParameter("cursor", "Where the page begins: see the header Link of the page before.")
            .Answers<UrlCountList>(200, "A page of the list", """{"URL request counts": [{"url": "/api/one/", "request_count": 2}]}""")
            .AnswerHeader(200, "Link", "The next page, unless this is the last.")
            .AnswersProblems(400, 503);
        routes.MapGet("/stats/top", stats.GetTop)
            .Documented(stats.GetTop, Tag, "The most requested paths")
            .QueryParameter("n", "How many: 1 to 10,000, 10 unless given.", isNumber: true)
            .Answers<TopPaths>(200, "The paths", """{"paths": [{"url": "/api/one/", "requests": 2}]}""")
            .AnswersProblems(400, 503);
        routes.MapGet("/stats/rate", stats.GetRate)
            .Documented(stats.GetRate, Tag, "How many requests a second were counted in the last minute", "The minute ends with the last period of five seconds that is over.")
            .Answers<TrafficRate>(200, "The rate", """{"from": "2026-01-31T12:00:00+00:00", "to": "2026-01-31T12:01:00+00:00", "requests": 120, "perSecond": 2}""")
            .AnswersProblems(400, 503);
    }

    private static void MapTests(IEndpointRouteBuilder routes)
    {
        var tests = ActivatorUtilities.CreateInstance<TestEndpoints>(routes.ServiceProvider);
        routes.MapPost("/test/{n}/", tests.Start)
            .Documented(tests.Start, Tag, "Makes n requests to the service itself", "Answers when all of them have been answered, or at once with the job that makes them.")
            .PathParameter("n", "How many: 0 to 1,000,000.")
            .QueryParameter("async", "Whether to answer at once.", values: ["true", "false"])
            .AnswersText(200, "Finished test run with 20 requests")
            .Answers<Job>(202, "The job; it reports its progress")
            .AnswerHeader(202, "Location", "The job.")
            .AnswersProblems(400, 404, 409, 422, 503);
    }
}
