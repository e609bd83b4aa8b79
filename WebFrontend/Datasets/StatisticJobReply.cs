using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>The answer to POST /api/states_mean and so on, as an older service gave it.</summary>
public sealed record StatisticJobReply
{
    /// <summary>The job.</summary>
    [JsonPropertyName("job_id")]
    public required Guid JobId { get; init; }
}
