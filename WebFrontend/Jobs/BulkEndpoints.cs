using Microsoft.OpenApi;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Many submits in one request. Each item is read and submitted like a submit of its own; they share the commits of the
/// store because many are under way at a time. The answer comes when every item has its outcome.
/// </summary>
internal static class BulkEndpoints
{
    public static void MapBulk(this IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<IOptions<RequestLimitOptions>>().Value;
        routes.MapPost("/jobs/batch", Submit).WithTags("Jobs").MakesWork().ForTenants().WithMetadata(new BodyLimit(limits.BatchBody));
    }

    /// <summary>Submits many jobs</summary>
    /// <remarks>
    /// A JSON array, or one job a line (NDJSON). Each item has an outcome of its own, in order. The answer comes when all accepted jobs
    /// are stored durably.
    /// </remarks>
    /// <response code="200">One outcome for each item</response>
    [Parameter(ParameterLocation.Header, "Prefer", "\"return=representation\": each outcome has the job, not only its id.")]
    [Example(200, """{"accepted": 1, "existing": 1, "refused": 0, "items": [{"status": 202, "id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"}, {"status": 200, "id": "6f9619ff-8b86-8d01-b42d-00cf4fc964ff"}]}""")]
    public static async Task<Results<Answer<BulkReply>, Problem>> Submit(
        BulkBody body, IdempotencyKey key, JobGrains jobs, BulkItems items)
    {
        using (body)
        {
            if (Problem.Of(body, key) is { } problem) return problem;
            return new Answer<BulkReply>(Count(await jobs.Timed(() => items.SubmitAll(body, key, jobs))));
        }
    }

    private static BulkReply Count(BulkOutcome[] outcomes)
    {
        var (accepted, existing) = (outcomes.Count(one => one.Status == 202), outcomes.Count(one => one.Status == 200));
        return new BulkReply(accepted, existing, outcomes.Length - accepted - existing, outcomes);
    }
}
