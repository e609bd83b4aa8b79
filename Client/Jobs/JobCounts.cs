namespace OrleansJobs.Client;

/// <summary>How many jobs there are, by state.</summary>
public sealed record JobCounts
{
    /// <summary>Not due yet.</summary>
    public long Scheduled { get; init; }

    /// <summary>Due, waiting for a slot of their queue.</summary>
    public long Queued { get; init; }

    /// <summary>Running.</summary>
    public long Running { get; init; }

    /// <summary>Ended with a result.</summary>
    public long Succeeded { get; init; }

    /// <summary>Ended without one.</summary>
    public long Failed { get; init; }

    /// <summary>Ended by request.</summary>
    public long Cancelled { get; init; }

    /// <summary>Waiting for other jobs to end.</summary>
    public long Waiting { get; init; }

    /// <summary>True if only the sum of scheduled and queued is exact, as there are more than 100,000 of each; else null.</summary>
    public bool? Estimated { get; init; }
}
