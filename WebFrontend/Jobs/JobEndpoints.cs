using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Jobs over HTTP: how they are made, read and changed.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapPost("", Submit).MakesWork().ForTenants();
        jobs.MapGet("", List).ForTenants();
        var job = jobs.MapGroup("{id}").ForTenants(JobGrains.TenantOf);
        job.MapGet("", Get);
        job.MapPatch("", Patch);
        job.MapDelete("", Delete);
        job.MapPost("cancel", Cancel);
        job.MapPost("retry", Retry).MakesWork().RequireAuthorization(Scopes.Operate);
        job.MapPost("replay", Replay).MakesWork();
        job.MapPost("signals/{name}", Signal).RequireAuthorization(Scopes.Submit).WithMetadata(ParameterPart.Path("name", "The signal's name; matches exactly."));
    }

    /// <summary>Submits a job</summary>
    /// <remarks>The answer comes when the job is stored durably.</remarks>
    /// <response code="202">The new job</response>
    /// <response code="200">The job that an earlier submit with the same key made, or that this one has become by its debounce</response>
    [Fails(429)]
    [Example(202, JobExample)]
    public static async Task<Results<AcceptedAt<Job>, KnownAt<Job>, Problem>> Submit(
        Body<JobSpec, JobSpecForm> body, IdempotencyKey key, KindAccess access, JobGrains jobs)
    {
        if ((Problem.Of(body, key) ?? await access.Refusal(body.Value.Kind)) is { } problem) return problem;
        return JobResults.Of(await jobs.Submit(body.Value, key.Value));
    }

    /// <summary>Lists jobs</summary>
    /// <remarks>
    /// For filters other than state, kind and queue a bounded number of jobs is looked at for each page: a page may be short, even
    /// empty, and have a next one.
    /// </remarks>
    /// <response code="200">A page of jobs</response>
    public static async Task<Results<Page<JobList>, Problem>> List(Query<JobFilter, JobListQuery> query, JobGrains jobs)
    {
        if (query.Problem is { } problem) return problem;
        var page = await jobs.List(query.Value);
        var cursor = page.Next is { } next ? JobCursor.Write(next) : null;
        return new Page<JobList>(new JobList(page.Jobs, cursor), cursor);
    }

    /// <summary>Reads a job, if asked to as soon as it has ended</summary>
    /// <response code="200">The job</response>
    /// <response code="304">The job is as the caller knows it</response>
    [Example(200, JobExample)]
    public static async Task<Results<Tagged<Job>, Problem>> Get(JobKey id, Wait wait, JobGrains jobs)
    {
        if (wait.Problem is { } problem) return problem;
        return await jobs.Get(id, wait.Time) is { } job ? new Tagged<Job>(job, EntityTag.Of(job)) : JobResults.NotFound;
    }

    /// <summary>Changes a job that has not ended</summary>
    /// <remarks>A merge patch (RFC 7396): what is absent stays, null puts back what a submit without the member would give.</remarks>
    /// <response code="200">The job as it is now</response>
    [Fails(409)]
    public static async Task<Results<Changed<Job>, Problem>> Patch(JobKey id, Body<JobPatch, JobPatchForm> body, IfMatch match, JobGrains jobs)
    {
        if (body.Problem is { } problem) return problem;
        if (id.Id is null) return JobResults.NotFound;
        if (match.Problem is { } never) return never;
        var result = await jobs.Change(id, job => job.Patch(body.Value with { Versions = match.Versions }));
        var runs = result is ChangeResult.Conflict { Job.State: JobState.Running };
        return JobResults.Of(result, runs ? ProblemTypes.JobIsRunning : ProblemTypes.JobHasEnded);
    }

    /// <summary>Forgets an ended job</summary>
    /// <remarks>Its log goes with it, and a later submit with its key makes a new job.</remarks>
    /// <response code="204">The job is gone</response>
    [Fails(409)]
    public static async Task<Results<NoContent, Problem>> Delete(JobKey id, JobGrains jobs)
    {
        var result = await jobs.Change(id, job => job.Delete());
        return result is ChangeResult.Changed ? TypedResults.NoContent() : JobResults.ProblemOf(result, ProblemTypes.JobHasNotEnded);
    }

    /// <summary>Stops a job wherever it is</summary>
    /// <response code="200">The job, cancelled</response>
    [Fails(409)]
    public static async Task<Results<Changed<Job>, Problem>> Cancel(JobKey id, Body<Reason, ReasonForm> body, JobGrains jobs)
    {
        if (body.Problem is { } problem) return problem;
        return JobResults.Of(await jobs.Change(id, job => job.Cancel(body.Value.Text)), ProblemTypes.JobHasEnded);
    }

    /// <summary>Runs an ended job again</summary>
    /// <remarks>It keeps its id and gets a fresh budget of retries.</remarks>
    /// <response code="200">The job, back in its queue</response>
    [Fails(409), Fails(410)]
    public static async Task<Results<Changed<Job>, Problem>> Retry(
        JobKey id, Body<RetryRequest, RetryForm> body, KindAccess access, JobGrains jobs)
    {
        if (body.Problem is { } problem) return problem;
        var input = body.Value.Input;
        if (input is not null && await access.Refusal((await jobs.Find(id))?.Kind) is { } refusal) return refusal;
        var result = await jobs.Change(id, job => job.Retry(input));
        return JobResults.Of(result, result is ChangeResult.Conflict { Job.HasEnded: true } ? ProblemTypes.InputExpired : ProblemTypes.JobHasNotEnded);
    }

    /// <summary>Submits a new job like an ended one</summary>
    /// <remarks>
    /// It is what the ended one last was, but due at once, in no batch, of no schedule, and waits for no other jobs; its replayOf names that one, which
    /// stays as it is.
    /// </remarks>
    /// <response code="202">The new job</response>
    /// <response code="200">The job that an earlier request with the same key made</response>
    [Fails(409), Fails(410), Fails(429)]
    public static async Task<Results<AcceptedAt<Job>, KnownAt<Job>, Problem>> Replay(
        JobKey id, Body<RetryRequest, RetryForm> body, IdempotencyKey key, KindAccess access, JobGrains jobs)
    {
        if (Problem.Of(body, key) is { } problem) return problem;
        if (await jobs.Get(id, TimeSpan.Zero) is not { } job) return JobResults.NotFound;
        if (!job.HasEnded) return JobResults.Conflict(job, ProblemTypes.JobHasNotEnded);
        var input = body.Value.Input;
        if (input is null && job.PayloadExpired) return ProblemTypes.InputExpired;
        if (await access.Refusal(job.Kind) is { } refusal) return refusal;
        return JobResults.Of(await jobs.Submit(JobReplay.Of(job, input), key.Value));
    }

    /// <summary>Gives a job a signal that its handler waits for, or may come to wait for</summary>
    /// <remarks>It is kept until the handler asks for it. Of several of one name the first counts; repeated, it changes nothing.</remarks>
    /// <response code="200">The job</response>
    [Fails(409)]
    public static async Task<Results<Changed<Job>, Problem>> Signal(JobKey id, string name, Body<SignalRequest, SignalForm> body, JobGrains jobs)
    {
        if ((body.Problem ?? PathText.RefusalOf("name", name)) is { } problem) return problem;
        var value = body.Value.Value ?? Json.Null;
        return JobResults.Of(await jobs.Change(id, job => job.Signal(name, value)), ProblemTypes.JobHasEnded);
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
