using System.Text.Json.Serialization;

namespace OrleansJobs.Cli.Bench;

/// <summary>What a bench measured. Times in milliseconds, rates a second.</summary>
/// <param name="Jobs">Jobs that were submitted.</param>
/// <param name="Succeeded">Those of them that succeeded.</param>
/// <param name="SubmitsPerSecond">Submits that were answered, by this machine's clock.</param>
/// <param name="EndsPerSecond">Jobs that ended, from the first submit to the last end by the service's clock.</param>
/// <param name="Submit">From request to answer.</param>
/// <param name="End">From when a job was made to its end, by the service's clock.</param>
internal sealed record BenchFigures(int Jobs, int Succeeded, double SubmitsPerSecond, double EndsPerSecond, Percentiles Submit, Percentiles End)
{
    /// <summary>The same for people.</summary>
    [JsonIgnore]
    public (string Name, object? Value)[] Lines =>
    [
        ("jobs", Jobs), ("succeeded", Succeeded), ("submits a second", SubmitsPerSecond), ("ends a second", EndsPerSecond),
        ("submit", Submit.ToString()), ("submit to end", End.ToString()),
    ];

    public static BenchFigures Of(IReadOnlyList<TimeSpan> submits, TimeSpan submitted, IReadOnlyList<Job> jobs)
    {
        var span = jobs.Max(job => job.EndedAt!.Value) - jobs.Min(job => job.CreatedAt);
        return new(
            jobs.Count, jobs.Count(job => job.State == JobState.Succeeded), jobs.Count / submitted.TotalSeconds, jobs.Count / span.TotalSeconds,
            Percentiles.Of(submits), Percentiles.Of([.. jobs.Select(job => job.EndedAt!.Value - job.CreatedAt)]));
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BenchFigures))]
internal sealed partial class BenchJson : JsonSerializerContext;
