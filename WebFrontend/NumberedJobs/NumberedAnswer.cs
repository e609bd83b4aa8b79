using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>An answer of the /api routes of numbered jobs.</summary>
public sealed record NumberedAnswer
{
    /// <summary>"done", "running" or "error"; absent from the answer to a submit.</summary>
    public string? Status { get; init; }

    /// <summary>What was asked for, once it is done.</summary>
    public Json? Data { get; init; }

    /// <summary>What is wrong, of an error.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of a job that was submitted.</summary>
    [JsonPropertyName("job_id")]
    public long? JobId { get; init; }
}
