using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The route of batches and its documentation.</summary>
internal static class BatchRoutes
{
    public static void MapBatches(this IEndpointRouteBuilder routes)
    {
        var batches = ActivatorUtilities.CreateInstance<BatchEndpoints>(routes.ServiceProvider);
        var limits = routes.ServiceProvider.GetRequiredService<IOptions<RequestLimitOptions>>().Value;
        routes.MapPost("/jobs/batch", batches.Submit)
            .WithMetadata(new BodyLimit(limits.BatchBody))
            .Documented(batches.Submit, "Jobs", "Submits many jobs",
                "A JSON array, or one job a line (NDJSON). Each item has an outcome of its own, in order. The answer comes when all accepted jobs are stored durably.")
            .RequestHeader(IdempotencyKey.Header, "With the index of an item it is the key of each item that has no idempotencyKey of its own.")
            .RequestHeader("Prefer", "\"return=representation\": each outcome has the job, not only its id.")
            .Takes<ImmutableArray<BatchJob>>("""[{"kind": "sleep", "input": {"duration": "PT1S"}}, {"kind": "noop", "idempotencyKey": "order-17"}]""", false, BatchBody.LinesMediaType)
            .Answers<BatchReply>(200, "One outcome for each item", """{"accepted": 1, "existing": 1, "refused": 0, "items": [{"status": 202, "id": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"}, {"status": 200, "id": "6f9619ff-8b86-8d01-b42d-00cf4fc964ff"}]}""")
            .AnswersProblems(400, 413, 415, 422, 503);
    }
}
