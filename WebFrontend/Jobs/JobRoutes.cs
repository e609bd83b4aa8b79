using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The routes of jobs and their documentation.</summary>
internal static class JobRoutes
{
    private const string Tag = "Jobs";

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = ActivatorUtilities.CreateInstance<JobEndpoints>(routes.ServiceProvider);
        MapSubmit(routes, jobs);
        MapReads(routes, jobs);
        MapOutcomes(routes, ActivatorUtilities.CreateInstance<JobOutcomeEndpoints>(routes.ServiceProvider));
        MapChanges(routes, jobs);
        MapEdits(routes, ActivatorUtilities.CreateInstance<JobEditEndpoints>(routes.ServiceProvider));
    }

    private static void MapSubmit(IEndpointRouteBuilder routes, JobEndpoints jobs) =>
        routes.MapPost("/jobs", jobs.Submit)
            .Documented(jobs.Submit, Tag, "Submits a job", "The answer comes when the job is stored durably.")
            .RequestHeader(IdempotencyKey.Header, "Makes the submit safe to repeat: the same key with the same body names the same job. 1 to 255 printable ASCII characters.")
            .Takes<JobSpec>("""{"kind": "sleep", "input": {"duration": "PT1S"}, "priority": 5, "delay": "PT10S", "tags": ["demo"]}""")
            .Answers<Job>(202, "The new job", JobExample)
            .Answers<Job>(200, "The job that an earlier submit with the same key made")
            .AnswerHeader(202, "Location", "The job.")
            .AnswerHeader(200, "Location", "The job.")
            .AnswersProblems(400, 401, 413, 415, 422, 503);

    private static void MapReads(IEndpointRouteBuilder routes, JobEndpoints jobs)
    {
        routes.MapGet("/jobs", jobs.List)
            .Documented(jobs.List, Tag, "Lists jobs", "For filters other than state, kind and queue a bounded number of jobs is looked at for each page: a page may be short, even empty, and have a next one.")
            .QueryParameter("state", "Only jobs in this state.", values: JobListQuery.StateNames)
            .QueryParameter("kind", "Only jobs of this kind.")
            .QueryParameter("queue", "Only jobs of this queue.")
            .QueryParameter("tag", "Only jobs with this tag.")
            .QueryParameter("createdFrom", "Only jobs submitted at this time or later (RFC 3339).")
            .QueryParameter("createdTo", "Only jobs submitted before this time (RFC 3339).")
            .QueryParameter("q", "At least 8 hexadecimal digits: jobs whose id begins so. Else jobs of this kind; if there is no such kind, with this tag.")
            .QueryParameter("sort", "By time of submit; the newest first if absent.", values: [JobListQuery.NewestFirst, JobListQuery.OldestFirst])
            .QueryParameter("limit", "At most so many jobs, 1 to 500; 50 if absent.", isNumber: true)
            .QueryParameter("cursor", "Where the page begins: the nextCursor of the page before.")
            .Answers<JobList>(200, "A page of jobs")
            .AnswerHeader(200, "Link", "The address of the next page, with rel=\"next\"; absent on the last one.")
            .AnswersProblems(400, 503);
        routes.MapGet("/jobs/{id}", jobs.Get)
            .Documented(jobs.Get, Tag, "Reads a job, if asked to as soon as it has ended")
            .PathParameter("id", "The job's id.", "uuid")
            .QueryParameter("wait", "How long to wait for the end of the job, at most 60 s: \"30\", \"30s\" or \"PT30S\".")
            .RequestHeader("Prefer", "\"wait=30\": as the parameter wait.")
            .RequestHeader("If-None-Match", "An ETag of an earlier answer: unless the job has changed, the answer is 304.")
            .Answers<Job>(200, "The job", JobExample)
            .AnswerHeader(200, "ETag", "Changes with the job.")
            .Answers(304, "The job is as the caller knows it")
            .AnswersProblems(400, 404, 503);
    }

    private static void MapOutcomes(IEndpointRouteBuilder routes, JobOutcomeEndpoints outcomes)
    {
        routes.MapGet("/jobs/{id}/result", outcomes.GetResult)
            .Documented(outcomes.GetResult, Tag, "Reads a job's bare result, if asked to as soon as there is one")
            .PathParameter("id", "The job's id.", "uuid")
            .QueryParameter("wait", "How long to wait for the end of the job, at most 60 s: \"30\", \"30s\" or \"PT30S\".")
            .RequestHeader("Prefer", "\"wait=30\": as the parameter wait.")
            .Answers<JsonElement>(200, "What the handler returned, as it is", "{\"answer\": 42}")
            .Answers<JobStatus>(202, "The job has not ended", "{\"state\": \"running\"}")
            .AnswerHeader(202, "Retry-After", "After how many seconds it is worth asking again.")
            .AnswersProblems(400, 404, 409, 410, 503);
        routes.MapGet("/jobs/{id}/logs", outcomes.GetLog)
            .Documented(outcomes.GetLog, Tag, "Reads what a job's attempts wrote to its log, oldest first")
            .PathParameter("id", "The job's id.", "uuid")
            .QueryParameter("attempt", "Only lines of the attempt with this number.", isNumber: true)
            .QueryParameter("limit", "At most so many lines, 1 to 1000; 100 if absent.", isNumber: true)
            .QueryParameter("cursor", "Where the page begins: the nextCursor of the page before.")
            .Answers<JobLog>(200, "A page of lines", """{"lines": [{"attempt": 1, "number": 1, "at": "2026-01-31T12:00:00+00:00", "text": "Half of it is done"}]}""")
            .AnswerHeader(200, "Link", "The address of the next page, with rel=\"next\"; absent on the last one.")
            .AnswersProblems(400, 404, 503);
    }

    private static void MapChanges(IEndpointRouteBuilder routes, JobEndpoints jobs)
    {
        routes.MapPost("/jobs/{id}/cancel", jobs.Cancel)
            .Documented(jobs.Cancel, Tag, "Stops a job wherever it is")
            .PathParameter("id", "The job's id.", "uuid")
            .Takes<CancelRequest>("""{"reason": "not needed any more"}""", optional: true)
            .Answers<Job>(200, "The job, cancelled")
            .AnswersProblems(400, 404, 409, 413, 415, 422, 503);
        routes.MapPost("/jobs/{id}/retry", jobs.Retry)
            .Documented(jobs.Retry, Tag, "Runs an ended job again", "It keeps its id and gets a fresh budget of retries.")
            .PathParameter("id", "The job's id.", "uuid")
            .Takes<RetryRequest>("""{"input": {"duration": "PT2S"}}""", optional: true)
            .Answers<Job>(200, "The job, back in its queue")
            .AnswersProblems(400, 401, 404, 409, 413, 415, 422, 503);
    }

    private static void MapEdits(IEndpointRouteBuilder routes, JobEditEndpoints edits)
    {
        routes.MapPatch("/jobs/{id}", edits.Patch)
            .Documented(edits.Patch, Tag, "Changes a job that has not ended",
                "A merge patch (RFC 7396): what is absent stays, null puts back what a submit without the member would give.")
            .PathParameter("id", "The job's id.", "uuid")
            .RequestHeader("If-Match", "An ETag of an earlier answer: if the job has changed since, the answer is 412 and nothing is changed.")
            .Takes<PatchRequest>("""{"priority": 10, "queue": "slow", "timeout": null}""", false, "application/merge-patch+json")
            .Answers<Job>(200, "The job as it is now")
            .AnswerHeader(200, "ETag", "Changes with the job.")
            .AnswersProblems(400, 404, 409, 412, 413, 415, 422, 503);
        routes.MapDelete("/jobs/{id}", edits.Delete)
            .Documented(edits.Delete, Tag, "Forgets an ended job", "Its log goes with it, and a later submit with its key makes a new job.")
            .PathParameter("id", "The job's id.", "uuid")
            .Answers(204, "The job is gone")
            .AnswersProblems(404, 409, 503);
    }

    private const string JobExample =
        """
        {
          "id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11", "kind": "sleep", "queue": "default", "state": "scheduled",
          "priority": 5, "tags": ["demo"], "tenant": "default", "input": {"duration": "PT1S"}, "attempts": [],
          "createdAt": "2026-01-31T12:00:00.123456+00:00", "runAt": "2026-01-31T12:00:10.123456+00:00",
          "retry": {"maxAttempts": 5, "initialDelay": "PT1S", "factor": 2, "maxDelay": "PT5M", "jitter": 0.1},
          "version": 1
        }
        """;
}
