using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What came of a job: its bare result, what its attempts wrote to its log, what they have done, and who was told.</summary>
internal static class JobOutcomeEndpoints
{
    // Nobody should poll a job of next year every second, nor miss for hours that it was moved.
    private const double LongestRetryAfter = 3_600;

    private const int MostDeliveries = 20;

    public static void MapJobOutcomes(this IEndpointRouteBuilder routes)
    {
        var job = routes.MapGroup("/jobs/{id}").WithTags("Jobs").ForTenants(JobGrains.TenantOf);
        job.MapGet("result", GetResult);
        job.MapGet("logs", GetLog);
        job.MapGet("explain", Explain);
        job.MapGet("steps", GetSteps);
        job.MapGet("deliveries", GetDeliveries);
    }

    /// <summary>Reads a job's bare result, if asked to as soon as there is one</summary>
    /// <response code="200">What the handler returned, as it is</response>
    /// <response code="202">The job has not ended</response>
    [Fails(409), Fails(410)]
    [AnswerHeader(202, "Retry-After", "After how many seconds it is worth asking again.")]
    [Example(200, """{"answer": 42}"""), Example(202, """{"state": "running"}""")]
    public static async Task<Results<Answer<Json>, Pending<JobStatus>, Problem>> GetResult(JobKey id, Wait wait, JobGrains jobs, TimeProvider clock)
    {
        if (wait.Problem is { } problem) return problem;
        return await jobs.Get(id, wait.Time) switch
        {
            null => JobResults.NotFound,
            { HasEnded: false } job => new Pending<JobStatus>(new JobStatus(job.State)) { RetryAfter = SecondsTo(job.RunAt, clock) },
            { State: not JobState.Succeeded } job => ProblemTypes.NoResult.Because($"The job is {JobListQuery.NameOf(job.State)}."),
            { PayloadExpired: true } => ProblemTypes.ResultExpired,
            var job => new Answer<Json>(job.Result ?? Json.Null),
        };
    }

    /// <summary>Reads what a job's attempts wrote to its log, oldest first</summary>
    /// <response code="200">A page of lines</response>
    [Example(200, """{"lines": [{"attempt": 1, "number": 1, "at": "2026-01-31T12:00:00+00:00", "text": "Half of it is done"}]}""")]
    public static async Task<Results<Page<JobLog>, Problem>> GetLog(JobKey id, Query<JobLogFilter, JobLogQuery> query, JobGrains jobs)
    {
        if (query.Problem is { } problem) return problem;
        if (id.Id is not { } job || await jobs.Ask(all => all.GetLog(query.Value with { JobId = job })) is not { } page) return JobResults.NotFound;
        var cursor = page.Next is { } next ? JobCursor.Write(next) : null;
        return new Page<JobLog>(new JobLog(page.Lines, cursor), cursor);
    }

    /// <summary>Says why a job is where it is, and when it will go on</summary>
    /// <response code="200">The reasons, with the job's place in line and its likely start if that can be told</response>
    [Example(200,
        """
        {
          "state": "queued", "position": 12, "predictedStart": "2026-01-31T12:00:04+00:00",
          "reasons": [{"code": "lane-busy", "detail": "1 of 1 slots of its lane are taken; it needs 1.", "by": ["0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"]}]
        }
        """)]
    public static async Task<Results<Answer<JobExplanation>, Problem>> Explain(JobKey id, NoQuery query, JobGrains jobs)
    {
        if (query.Problem is { } problem) return problem;
        return id.Id is { } job && await jobs.Ask(all => all.Explain(job)) is { } explanation ? new Answer<JobExplanation>(explanation) : JobResults.NotFound;
    }

    /// <summary>Lists the durable steps that a job has done</summary>
    /// <remarks>Those that its next attempt would not do again.</remarks>
    /// <response code="200">A page of steps, none if it has done none</response>
    [Example(200, """{"steps": [{"name": "fetched", "value": 1024}]}""")]
    public static async Task<Results<Page<StepList>, Problem>> GetSteps(JobKey id, Query<StepPlace, StepPlace> query, JobGrains jobs)
    {
        if (query.Problem is { } problem) return problem;
        var (limit, after) = query.Value;
        if (id.Id is not { } job || await jobs.Ask(all => all.ListSteps(job, after, limit)) is not { } page) return JobResults.NotFound;
        return new Page<StepList>(new StepList(page.Steps, page.Next), page.Next);
    }

    /// <summary>Lists how somebody was told of a job's ends, the latest first</summary>
    /// <response code="200">A delivery for each end, none if nobody is told</response>
    [Example(200,
        """
        {
          "deliveries": [{
            "id": "5d2f0c56-9a51-8c3a-9d0b-6b1f6f0b8a11", "number": 1, "state": "scheduled", "nextAttemptAt": "2026-01-31T12:00:10+00:00",
            "attempts": [{
              "at": "2026-01-31T12:00:00+00:00", "durationMs": 31, "outcome": "failed",
              "error": {"type": "IOException", "message": "The receiver answered 503 (ServiceUnavailable).", "attempt": 1}
            }]
          }]
        }
        """)]
    public static async Task<Results<Answer<DeliveryList>, Problem>> GetDeliveries(JobKey id, NoQuery query, JobGrains jobs)
    {
        if (query.Problem is { } problem) return problem;
        if (await jobs.Find(id) is not { } job) return JobResults.NotFound;
        var ends = Enumerable.Range(1, job.Deliveries ?? 0).Reverse().Take(MostDeliveries);
        return new Answer<DeliveryList>(new DeliveryList([.. await jobs.Ask(all => Task.WhenAll(ends.Select(number => Read(all, job, number))))]));
    }

    private static async Task<JobDelivery> Read(IJobQueryGrain all, Job job, int number)
    {
        var id = JobId.OfDelivery(job.Id, job.CreatedAt, number);
        return JobDelivery.Of(id, number, await all.Get(id));
    }

    private static int SecondsTo(DateTimeOffset time, TimeProvider clock) =>
        (int)Math.Clamp(Math.Ceiling((time - clock.GetUtcNow()).TotalSeconds), 1, LongestRetryAfter);
}
