using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>One item of a batch as it is sent: a job, with a key of its own if wanted. For the OpenAPI document.</summary>
/// <param name="Kind">The registered name of the handler that is to run. All other members of a submit may stand here as well.</param>
/// <param name="IdempotencyKey">Makes the item safe to repeat, as the header Idempotency-Key does a submit.</param>
public sealed record BulkJob(string Kind, [property: JsonPropertyName(Requests.IdempotencyKey.Field)] string? IdempotencyKey = null)
{
    /// <summary>The handler's input.</summary>
    public Json? Input { get; init; }
}
