using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>An answer of the /api routes of numbered jobs.</summary>
/// <param name="Status">"done", "running" or "error"; absent from the answer to a submit.</param>
/// <param name="Reason">What is wrong, of an error.</param>
/// <param name="JobId">The number of a job that was submitted.</param>
public sealed record NumberedAnswer(string? Status = null, string? Reason = null, [property: JsonPropertyName("job_id")] long? JobId = null)
{
    /// <summary>What was asked for, once it is done.</summary>
    public Json? Data { get; init; }
}
