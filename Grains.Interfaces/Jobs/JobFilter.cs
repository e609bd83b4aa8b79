using System.Text.Json.Serialization;

namespace OrleansJobs.Jobs;

/// <summary>Which jobs to list, and in which order. As JSON, only which: with the names of the query string of the list.</summary>
[GenerateSerializer, Immutable, Alias("JobFilter")]
public sealed record JobFilter
{
    /// <summary>Only jobs in this state.</summary>
    [Id(0), JsonConverter(typeof(CamelCaseConverter<JobState>))]
    public JobState? State { get; init; }

    /// <summary>Only jobs of this kind.</summary>
    [Id(1)]
    public string? Kind { get; init; }

    /// <summary>Only jobs of this queue.</summary>
    [Id(2)]
    public string? Queue { get; init; }

    /// <summary>At most so many, 1 to 500. Default 50.</summary>
    [Id(3), JsonIgnore]
    public int Limit { get; init; } = 50;

    /// <summary>Only jobs behind the one with this sequence number, in the order of the list: the <see cref="JobPage.Next"/> of the page before.</summary>
    [Id(4), JsonIgnore]
    public long? Before { get; init; }

    /// <summary>Only jobs with this tag.</summary>
    [Id(5)]
    public string? Tag { get; init; }

    /// <summary>Only jobs that were submitted at this time or later.</summary>
    [Id(6)]
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only jobs that were submitted before this time.</summary>
    [Id(7)]
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Only jobs whose id begins so (at least 8 hexadecimal digits), else those of this kind, else those with this tag.</summary>
    [Id(8), JsonPropertyName("q")]
    public string? Text { get; init; }

    /// <summary>Whether the oldest come first. Default false: the newest.</summary>
    [Id(9), JsonIgnore]
    public bool OldestFirst { get; init; }

    /// <summary>Only jobs of this lane, of whichever queue.</summary>
    [Id(10)]
    public string? Lane { get; init; }

    /// <summary>Only runs of this schedule.</summary>
    [Id(11)]
    public string? Schedule { get; init; }

    /// <summary>Only jobs of this batch.</summary>
    [Id(12)]
    public Guid? Batch { get; init; }

    /// <summary>Only replays of this job.</summary>
    [Id(13)]
    public Guid? ReplayOf { get; init; }

    /// <summary>Only jobs of this tenant.</summary>
    [Id(14)]
    public string? Tenant { get; init; }

    /// <summary>Whether only state, kind and queue decide, for which there are ways of their own.</summary>
    [JsonIgnore]
    public bool IsPlain => Tag is null && Lane is null && Schedule is null && Batch is null && ReplayOf is null && Tenant is null && CreatedFrom is null && CreatedTo is null && Text is null && !OldestFirst;
}
