using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Many jobs at once, by a filter.</summary>
internal static class JobActionEndpoints
{
    public static void MapJobActions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/jobs/actions", Act).WithTags("Jobs").MakesWork().RequireAuthorization(Scopes.Operate);

    /// <summary>Cancels, retries or deletes all jobs that match a filter</summary>
    /// <remarks>
    /// A job of kind jobs.action does it, and tells in its progress how far it is and in its result what became of the jobs. It is for those that were
    /// submitted before it. What the state of a job does not allow is skipped.
    /// </remarks>
    /// <response code="200">With dryRun, how many match now; else the action that an earlier request with the same key made</response>
    /// <response code="202">The job that does it</response>
    [Fails(429)]
    [Example(200, """{"count": 1250}""")]
    public static async Task<Results<AcceptedAt<Job>, KnownAt<Job>, Answer<JobCount>, Problem>> Act(
        Body<JobActionRequest, JobActionForm> body, IdempotencyKey key, JobGrains jobs)
    {
        if (Problem.Of(body, key) is { } problem) return problem;
        var (action, filter, dryRun) = body.Value;
        if (dryRun) return new Answer<JobCount>(await jobs.Ask(all => all.Count(filter)));
        var input = JsonSerializer.SerializeToUtf8Bytes(new JobActionInput { Action = action, Filter = filter }, ApiJson.Default.JobActionInput);
        return await jobs.Submit(new JobSpec { Kind = JobActionJob.Kind, Input = Json.From(input) }, key.Value) switch
        {
            SubmitResult.Accepted accepted => JobResults.Accepted(accepted.Job),
            SubmitResult.Existing existing => JobResults.Known(existing.Job),
            var refused => JobResults.ProblemOf(refused),
        };
    }
}
