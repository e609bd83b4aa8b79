namespace OrleansJobs.Client;

/// <summary>A change of a job that has not ended. What is null stays as it is, unless <see cref="Reset"/> names it.</summary>
public sealed record JobPatch
{
    /// <summary>-100 to 100; higher runs first.</summary>
    public int? Priority { get; init; }

    /// <summary>Not before this time. Not of a running job.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>The queue. Not of a running job.</summary>
    public string? Queue { get; init; }

    /// <summary>The lane. Not of a running job.</summary>
    public string? Lane { get; init; }

    /// <summary>All tags that the job shall have.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The longest that one attempt may run, from the next one on.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What gets back what a submit without it would give.</summary>
    [JsonIgnore]
    public JobPatchMembers Reset { get; init; }
}

/// <summary>What of a job can be changed.</summary>
[Flags]
public enum JobPatchMembers
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The priority.</summary>
    Priority = 1,

    /// <summary>The time to run.</summary>
    RunAt = 2,

    /// <summary>The queue.</summary>
    Queue = 4,

    /// <summary>The lane.</summary>
    Lane = 8,

    /// <summary>The tags.</summary>
    Tags = 16,

    /// <summary>The timeout.</summary>
    Timeout = 32,
}
