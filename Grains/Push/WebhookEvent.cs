using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>What a webhook tells.</summary>
/// <param name="Type">"job.succeeded", "job.failed" or "job.cancelled".</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">The job as it was then.</param>
internal sealed record WebhookEvent(string Type, DateTimeOffset Timestamp, WebhookEvent.EndedJob Data)
{
    /// <summary>A job that has ended. What it was asked for is not told.</summary>
    internal sealed record EndedJob
    {
        public required Guid Id { get; init; }
        public long? Number { get; init; }
        public required string Kind { get; init; }
        public required string Queue { get; init; }
        public required string State { get; init; }
        public required string Tenant { get; init; }
        public required ImmutableArray<string> Tags { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? StartedAt { get; init; }
        public required DateTimeOffset EndedAt { get; init; }
        public required int Attempts { get; init; }
        public JsonElement? Result { get; init; }

        /// <summary>True if there is a result, which is too large to be told.</summary>
        public bool? ResultLeftOut { get; init; }

        public JobError? Error { get; init; }
        public string? CancelReason { get; init; }
        public string? Schedule { get; init; }
        public Guid? Batch { get; init; }
        public Guid? ReplayOf { get; init; }
    }
}

/// <summary>Generated writer of what webhooks tell.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookEvent))]
internal sealed partial class WebhookEventJson : JsonSerializerContext;
