using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>One item of a batch as it is sent: a job, with a key of its own if wanted. For the OpenAPI document.</summary>
public sealed record BatchJob
{
    /// <summary>The registered name of the handler that is to run. All other members of a submit may stand here as well.</summary>
    public required string Kind { get; init; }

    /// <summary>The handler's input.</summary>
    public Json? Input { get; init; }

    /// <summary>Makes the item safe to repeat, as the header Idempotency-Key does a submit.</summary>
    [JsonPropertyName(Requests.IdempotencyKey.Field)]
    public string? IdempotencyKey { get; init; }
}
