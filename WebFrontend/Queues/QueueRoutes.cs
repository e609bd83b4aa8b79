using OrleansJobs.Queues;
using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>The routes of queues and their documentation.</summary>
internal static class QueueRoutes
{
    private const string Tag = "Queues";
    private const string NameText = "The queue's name; matches exactly.";
    private const string Example = """{"name": "default", "paused": false, "concurrency": 20, "limit": 20}""";

    public static void MapQueues(this IEndpointRouteBuilder routes)
    {
        var queues = ActivatorUtilities.CreateInstance<QueueEndpoints>(routes.ServiceProvider);
        MapReads(routes, queues);
        MapChanges(routes, queues);
    }

    private static void MapReads(IEndpointRouteBuilder routes, QueueEndpoints queues)
    {
        routes.MapGet("/queues", queues.List)
            .Documented(queues.List, Tag, "Lists queues, in order of their names")
            .QueryParameter("limit", "At most so many queues, 1 to 500; 100 if absent.", isNumber: true)
            .QueryParameter("cursor", "Where the page begins: the nextCursor of the page before.")
            .Answers<QueueList>(200, "A page of queues")
            .AnswersProblems(400, 503);
        routes.MapGet("/queues/{name}", queues.Get)
            .Documented(queues.Get, Tag, "Reads a queue")
            .PathParameter("name", NameText)
            .Answers<QueueStatus>(200, "The queue",
                """
                {
                  "name": "default", "paused": false, "concurrency": 20, "limit": 20,
                  "depth": {"scheduled": 3, "queued": 120, "running": 20}, "oldestWaiting": "PT4.25S", "throughput": 12.5
                }
                """)
            .AnswersProblems(400, 404, 503);
        routes.MapGet("/jobs/counts", queues.CountJobs)
            .Documented(queues.CountJobs, "Jobs", "Counts jobs by state",
                "From counts that every commit keeps, so it costs the same for any number of jobs. Only scheduled and queued share one: "
                + "which are due is counted, up to 100,000; only if there are more of both, the answer says that these two are estimated.")
            .QueryParameter("kind", "Only jobs of this kind.")
            .QueryParameter("queue", "Only jobs of this queue.")
            .Answers<JobCounts>(200, "The counts", """{"scheduled": 3, "queued": 120, "running": 20, "succeeded": 4711, "failed": 2, "cancelled": 0}""")
            .AnswersProblems(400, 503);
    }

    private static void MapChanges(IEndpointRouteBuilder routes, QueueEndpoints queues)
    {
        routes.MapPut("/queues/{name}", queues.Put)
            .Documented(queues.Put, Tag, "Replaces the settings of a queue",
                "What is left out gets its default: the configured concurrency, not paused. The answer comes when the settings are "
                + "durable and hold: no further job starts under the old ones. Running jobs go on, above a lowered limit too.")
            .PathParameter("name", NameText)
            .Takes<QueueSettings>("""{"concurrency": 20, "paused": false}""")
            .Answers<QueueStatus>(200, "The queue with its new settings", Example)
            .AnswersProblems(400, 404, 413, 415, 422, 503);
        MapSwitch(routes, "pause", queues.Pause, "Lets no job of a queue start", "Jobs are still taken, and running ones go on. It holds until it is resumed, over restarts too.");
        MapSwitch(routes, "resume", queues.Resume, "Lets the jobs of a queue start again");
    }

    private static void MapSwitch(IEndpointRouteBuilder routes, string action, RequestDelegate handler, string summary, string? description = null) =>
        routes.MapPost($"/queues/{{name}}/{action}", handler)
            .Documented(handler, Tag, summary, description)
            .PathParameter("name", NameText)
            .Answers<QueueStatus>(200, "The queue", Example)
            .AnswersProblems(404, 503);
}
