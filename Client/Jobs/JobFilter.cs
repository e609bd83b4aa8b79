using System.Text.Json.Nodes;

namespace OrleansJobs.Client;

/// <summary>Which jobs are listed. What is null filters nothing.</summary>
public sealed record JobFilter
{
    /// <summary>Only jobs in this state.</summary>
    public JobState? State { get; init; }

    /// <summary>Only jobs of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Only jobs of this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only jobs of this lane, of whichever queue.</summary>
    public string? Lane { get; init; }

    /// <summary>Only runs of this schedule.</summary>
    public string? Schedule { get; init; }

    /// <summary>Only jobs of this batch.</summary>
    public Guid? Batch { get; init; }

    /// <summary>Only replays of this job.</summary>
    public Guid? ReplayOf { get; init; }

    /// <summary>Only jobs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only jobs submitted at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only jobs submitted before this time.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>At least 8 hexadecimal digits: jobs whose id begins so. Else jobs of this kind; if there is no such kind, with this tag.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the oldest come first; else the newest do.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>Jobs that one request asks for, 1 to 500; null: the server's default, 50. All are listed anyway.</summary>
    public int? PageSize { get; init; }

    /// <summary>What it asks for, by the names that lists and actions have for it.</summary>
    internal IEnumerable<(string Name, object? Value)> Conditions =>
    [
        ("state", State is { } state ? WordConverter<JobState>.Word(state) : null),
        ("kind", Kind),
        ("queue", Queue),
        ("lane", Lane),
        ("schedule", Schedule),
        ("batch", Batch),
        ("replayOf", ReplayOf),
        ("tag", Tag),
        ("createdFrom", CreatedFrom),
        ("createdTo", CreatedTo),
        ("q", Text),
    ];

    /// <summary>The same as an object whose members are texts.</summary>
    internal JsonObject ToJson() => new(Conditions.Where(one => one.Value is not null)
        .Select(one => KeyValuePair.Create<string, JsonNode?>(one.Name, Paths.Text(one.Value!))));
}

/// <summary>Of which jobs <see cref="JobsClient.Events(EventFilter, CancellationToken)"/> tells. What is null filters nothing.</summary>
public sealed record EventFilter
{
    /// <summary>Only jobs of this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only jobs of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Only jobs with this tag.</summary>
    public string? Tag { get; init; }
}
