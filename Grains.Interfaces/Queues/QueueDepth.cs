namespace OrleansJobs.Queues;

/// <summary>How many unfinished jobs a queue has, by state.</summary>
[GenerateSerializer, Immutable, Alias("QueueDepth")]
public sealed record QueueDepth
{
    /// <summary>Not due yet.</summary>
    [Id(0)]
    public required long Scheduled { get; init; }

    /// <summary>Due, waiting for a slot.</summary>
    [Id(1)]
    public required long Queued { get; init; }

    /// <summary>Recorded as running.</summary>
    [Id(2)]
    public required long Running { get; init; }

    /// <summary>As of the counts of jobs.</summary>
    [Id(3)]
    public bool? Estimated { get; init; }
}
