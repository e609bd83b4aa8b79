using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.Workers;

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>What a worker outside says of the job that it has leased.</summary>
internal static class AttemptEndpoints
{
    public static void MapAttempts(this IEndpointRouteBuilder routes)
    {
        var job = routes.MapGroup("/jobs/{id}").WithMetadata(new FailsAttribute(409));
        job.MapPost("heartbeat", Heartbeat);
        job.MapPut("steps/{name}", SaveStep).WithMetadata(ParameterPart.Path("name", "The step's name; matches exactly."));
        job.MapPost("complete", Complete);
        job.MapPost("fail", Fail);
        job.MapPost("release", Release);
    }

    /// <summary>Lets a lease last, and tells what there is to tell of the job</summary>
    /// <remarks>
    /// The lease lasts from now on as long as it was asked for, but not beyond the job's timeout. A heartbeat may be repeated; its log lines are
    /// then there twice.
    /// </remarks>
    /// <response code="200">Until when the lease lasts, or that the job was cancelled</response>
    [Example(200, """{"cancelRequested": false, "leaseUntil": "2026-01-31T12:01:00+00:00"}""")]
    public static async Task<Results<Answer<HeartbeatReply>, Problem>> Heartbeat(JobKey id, Body<AttemptReport, HeartbeatForm> body, JobGrains jobs)
    {
        if (body.Problem is { } problem) return problem;
        var reply = await jobs.Tell(id, job => job.Heartbeat(body.Value));
        if (reply is { Cancelled: true }) return new Answer<HeartbeatReply>(new HeartbeatReply(CancelRequested: true));
        return LeaseResults.ProblemOf(reply) is { } refusal ? refusal : new Answer<HeartbeatReply>(new HeartbeatReply(false, reply!.LeaseUntil));
    }

    /// <summary>Stores a step that is done, so that no later attempt does it again</summary>
    /// <remarks>Later attempts find it in their lease. The first value of a name stays, whoever says another one.</remarks>
    /// <response code="200">The step as it is stored</response>
    [Example(200, """{"name": "fetched", "value": {"bytes": 1024}}""")]
    public static async Task<Results<Answer<JobStep>, Problem>> SaveStep(JobKey id, string name, Body<StepBody, StepForm> body, JobGrains jobs)
    {
        if ((body.Problem ?? PathText.RefusalOf("name", name)) is { } problem) return problem;
        var step = new JobStep { Name = name, Value = body.Value.Value ?? Json.Null };
        var reply = await jobs.Tell(id, job => job.SaveStep(body.Value.Token, step));
        return LeaseResults.ProblemOf(reply) is { } refusal ? refusal : new Answer<JobStep>(step with { Value = reply!.Value ?? step.Value });
    }

    /// <summary>Ends a job with success</summary>
    /// <remarks>Said again with the same token, it is answered the same. A result that is larger than Limits:Result lets the job fail.</remarks>
    /// <response code="204">It is recorded</response>
    public static async Task<Results<NoContent, Problem>> Complete(JobKey id, Body<CompleteBody, CompleteForm> body, JobGrains jobs) =>
        body.Problem ?? await End(id, body.Value.Token, new LeaseEnd.Completed { Result = body.Value.Result }, jobs);

    /// <summary>Ends an attempt that failed</summary>
    /// <remarks>
    /// Whether there is another one, and when, the job's rule of retries says. Said again with the same token, it is answered the same. Only who
    /// has the lease can hold the queue; of two times the later holds.
    /// </remarks>
    /// <response code="204">It is recorded, and the queue is held if that was asked for</response>
    public static async Task<Results<NoContent, Problem>> Fail(JobKey id, Body<FailBody, FailForm> body, JobGrains jobs, QueueHolds holds)
    {
        if (body.Problem is { } problem) return problem;
        var (token, error, retryable, until) = body.Value;
        if (until is { } time && await holds.Hold(id, token, time, jobs) is { } refusal) return refusal;
        return await End(id, token, new LeaseEnd.Failed { Type = error.Type, Message = error.Message, Retryable = retryable }, jobs);
    }

    /// <summary>Gives a job back to its queue</summary>
    /// <remarks>For a worker that stops. It uses no retry; the next attempt finds the checkpoint and the steps.</remarks>
    /// <response code="204">It is recorded</response>
    public static async Task<Results<NoContent, Problem>> Release(JobKey id, Body<ReleaseBody, ReleaseForm> body, JobGrains jobs) =>
        body.Problem ?? await End(id, body.Value.Token, new LeaseEnd.Released(), jobs);

    private static async Task<Results<NoContent, Problem>> End(JobKey id, Guid token, LeaseEnd end, JobGrains jobs) =>
        LeaseResults.ProblemOf(await jobs.Tell(id, job => job.EndLease(token, end))) is { } refusal ? refusal : TypedResults.NoContent();
}
