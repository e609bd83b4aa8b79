namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// The body of a change of a job (RFC 7396): what is absent stays, null puts back what a submit without the member would give.
/// </summary>
public sealed record PatchRequest
{
    /// <summary>-100 to 100; higher runs first within the queue.</summary>
    public int? Priority { get; init; }

    /// <summary>Not before this time. Not of a running job.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>The queue. Not of a running job.</summary>
    public string? Queue { get; init; }

    /// <summary>All tags that the job shall have.</summary>
    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>The longest that one attempt may run, from the next one on.</summary>
    public TimeSpan? Timeout { get; init; }
}
