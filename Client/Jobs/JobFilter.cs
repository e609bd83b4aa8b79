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
