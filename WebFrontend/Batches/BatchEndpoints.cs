using OrleansJobs.Batches;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Batches;

/// <summary>Batches over HTTP: jobs that are counted together, and what follows when all have ended.</summary>
internal static class BatchEndpoints
{
    private const string Example =
        """
        {
          "id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11", "state": "running", "total": 2, "succeeded": 1, "failed": 0, "cancelled": 0,
          "tags": [], "createdAt": "2026-11-29T10:00:00Z"
        }
        """;

    public static void MapBatches(this IEndpointRouteBuilder routes)
    {
        var body = new BodyLimit(routes.ServiceProvider.GetRequiredService<IOptions<RequestLimitOptions>>().Value.BatchBody);
        var batches = routes.MapGroup("/batches").WithTags("Batches");
        batches.MapPost("", Create).MakesWork().WithMetadata(body);
        batches.MapGet("", List);
        batches.MapGet("{id}", Get);
        batches.MapPost("{id}/jobs", Add).MakesWork().WithMetadata(body);
        batches.MapPost("{id}/seal", Seal).RequireAuthorization(Scopes.Submit);
        batches.MapPost("{id}/cancel", Cancel);
    }

    /// <summary>Makes a batch with its jobs</summary>
    /// <remarks>
    /// The answer comes when all are stored durably. If one is not valid, none is. Where it breaks off with 429 or 503, the batch is there
    /// with some of its jobs, open: the same request with the same Idempotency-Key goes on with it.
    /// </remarks>
    /// <response code="201">The new batch</response>
    /// <response code="200">The batch that an earlier request with the same key made</response>
    [Fails(409), Fails(429)]
    [Example(201, Example)]
    public static async Task<Results<CreatedAt<Batch>, KnownAt<Batch>, Problem>> Create(Body<NewBatch, BatchForm> body, IdempotencyKey key, BatchGrains grains)
    {
        if (Problem.Of(body, key) is { } problem) return problem;
        var (spec, jobs, isOpen) = body.Value;
        if (await grains.ProblemOf(jobs, spec.OnCompleted, spec.OnSucceeded, spec.OnFailed) is { } invalid) return invalid;
        var id = key.Value is { } text ? JobId.OfBatch(spec.Tenant, text) : grains.NewId();
        var created = await grains.Batch(id).Create(spec);
        if (created is not BatchResult.Changed { IsNew: var isNew }) return BatchResults.ProblemOf(created);
        var members = jobs.Select((job, index) => (JobId.OfMember(id, index), job with { Keyed = true })).ToList();
        if (await grains.Submit(id, members) is { } refused) return refused;
        var result = isOpen ? await Read(id, grains) : await grains.Batch(id).Seal();
        if (result is not BatchResult.Changed { Batch: var batch }) return BatchResults.ProblemOf(result);
        var (tag, place) = (BatchResults.TagOf(batch), $"/batches/{id}");
        return isNew ? new CreatedAt<Batch>(batch, tag, place) : new KnownAt<Batch>(batch, tag, place);
    }

    /// <summary>Lists batches, the newest first</summary>
    /// <response code="200">A page of batches</response>
    public static async Task<Results<Page<BatchList>, Problem>> List(Query<BatchPlace, BatchPlace> query, BatchGrains grains)
    {
        if (query.Problem is { } problem) return problem;
        var page = await grains.Query.List(query.Value.Before, query.Value.Limit);
        var cursor = page.Next is { } next ? JobCursor.Write(next) : null;
        return new Page<BatchList>(new BatchList(page.Batches, cursor), cursor);
    }

    /// <summary>Reads a batch</summary>
    /// <remarks>Its counts are exact. Its jobs are GET /jobs?batch={id}.</remarks>
    /// <response code="200">The batch</response>
    /// <response code="304">The batch is as the caller knows it</response>
    [Example(200, Example)]
    public static async Task<Results<Tagged<Batch>, Problem>> Get(BatchKey id, NoQuery query, BatchGrains grains)
    {
        if (query.Problem is { } problem) return problem;
        return id.Id is { } known && await grains.Query.Get(known) is { } batch ? new Tagged<Batch>(batch, BatchResults.TagOf(batch)) : BatchResults.NotFound;
    }

    /// <summary>Adds jobs to an open batch</summary>
    /// <remarks>
    /// The answer comes when all are stored durably. If one is not valid, none is. What breaks off with 429 or 503 can be repeated with the
    /// same Idempotency-Key.
    /// </remarks>
    /// <response code="200">The batch</response>
    [Fails(409), Fails(429)]
    [Example(200, Example)]
    public static async Task<Results<Changed<Batch>, Problem>> Add(
        BatchKey id, Body<ImmutableArray<JobSpec>, MoreJobsForm> body, IdempotencyKey key, BatchGrains grains)
    {
        if (Problem.Of(body, key) is { } problem) return problem;
        if (id.Id is not { } batch || await grains.Query.Get(batch) is null) return BatchResults.NotFound;
        if (await grains.ProblemOf(body.Value) is { } invalid) return invalid;
        var jobs = body.Value.Select((job, index) => key.OfItem(index) is { } own
            ? (JobId.FromKey(job.Tenant, own), job with { Keyed = true })
            : (grains.NewId(), job)).ToList();
        return await grains.Submit(batch, jobs) is { } refused ? refused : BatchResults.Of(await Read(batch, grains));
    }

    /// <summary>Lets a batch take no more jobs</summary>
    /// <remarks>It is completed when all have ended, which may be at once.</remarks>
    /// <response code="200">The batch</response>
    [Example(200, Example)]
    public static async Task<Results<Changed<Batch>, Problem>> Seal(BatchKey id, BatchGrains grains) =>
        id.Id is { } batch ? BatchResults.Of(await grains.Batch(batch).Seal()) : BatchResults.NotFound;

    /// <summary>Cancels all jobs of a batch that have not ended</summary>
    /// <remarks>It takes no more jobs. The answer comes when that is durable; the jobs follow, over a restart too.</remarks>
    /// <response code="200">The batch</response>
    [Fails(409)]
    [Example(200, Example)]
    public static async Task<Results<Changed<Batch>, Problem>> Cancel(BatchKey id, Body<Reason, ReasonForm> body, BatchGrains grains)
    {
        if (body.Problem is { } problem) return problem;
        return id.Id is { } batch ? BatchResults.Of(await grains.Batch(batch).Cancel(body.Value.Text)) : BatchResults.NotFound;
    }

    private static async Task<BatchResult> Read(Guid id, BatchGrains grains) =>
        await grains.Query.Get(id) is { } batch ? new BatchResult.Changed { Batch = batch } : new BatchResult.NotFound();
}
