using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>The /api routes of numbered jobs and their documentation.</summary>
internal static class NumberedJobRoutes
{
    private const string Tag = "Numbered jobs";

    public static void MapNumberedJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = ActivatorUtilities.CreateInstance<NumberedJobEndpoints>(routes.ServiceProvider);
        routes.MapGet("/api/get_results/{id}", jobs.GetResult)
            .Documented(jobs.GetResult, Tag, "What came of a job", "A job that failed, was cancelled or expired is a 200 too, with status error and the reason.")
            .PathParameter("id", "The job's number.", "int64")
            .Answers<NumberedAnswer>(200, "The result, or that there is none yet or ever", """{"status": "done", "data": {"Ohio": 29.4}}""")
            .Answers<NumberedAnswer>(404, "No job has this number", """{"status": "error", "reason": "Invalid job_id"}""")
            .AnswersProblems(503);
        routes.MapGet("/api/jobs", jobs.List)
            .Documented(jobs.List, Tag, "Lists the jobs that have a number, in order of their submission")
            .QueryParameter("limit", "At most so many, 1 to 1,000,000; 100,000 if absent.", isNumber: true)
            .QueryParameter("after", "Only jobs with a number above this.", isNumber: true)
            .Answers<NumberedAnswer>(200, "Each job's status", """{"status": "done", "data": [{"job_id_1": "done"}, {"job_id_2": "running"}]}""")
            .Answers<NumberedAnswer>(400, "A parameter is wrong", """{"status": "error", "reason": "limit must be a whole number from 1 to 1000000"}""")
            .AnswersProblems(503);
        routes.MapGet("/api/num_jobs", jobs.Count)
            .Documented(jobs.Count, Tag, "How many jobs that have a number have not ended")
            .Answers<NumberedAnswer>(200, "Their number", """{"status": "done", "data": 3}""")
            .AnswersProblems(503);
        routes.MapGet("/api/graceful_shutdown", jobs.Shutdown)
            .Documented(jobs.Shutdown, Tag, "Lets the engine finish what it has to do now, and ends the process",
                "Takes no new work from the first request on. Running while any job of any kind runs, or is due in a queue that is not paused; "
                + "what is scheduled, waits for its next attempt or waits in a paused queue stays stored. Once it is done, or after "
                + "Shutdown:Timeout at the latest, the process that answered stops.")
            .Answers<NumberedAnswer>(200, "Whether something is left to do", """{"status": "running"}""")
            .AnswersProblems(503);
    }
}
