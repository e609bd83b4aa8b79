namespace OrleansJobs.Queues;

/// <summary>What a lane of a queue has to do.</summary>
[GenerateSerializer, Immutable, Alias("LaneStatus")]
public sealed record LaneStatus
{
    /// <summary>The lane's name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Its jobs that run.</summary>
    [Id(1)]
    public required long Running { get; init; }

    /// <summary>The slots that these take.</summary>
    [Id(2)]
    public required long Slots { get; init; }

    /// <summary>Its jobs that wait, scheduled and queued together, counted up to 5,000.</summary>
    [Id(3)]
    public required long Waiting { get; init; }

    /// <summary>True if more wait than were counted.</summary>
    [Id(4)]
    public bool? Estimated { get; init; }

    /// <summary>Slots that its jobs may take at once; absent: any number.</summary>
    [Id(5)]
    public int? Limit { get; init; }

    /// <summary>Its share of the free slots in a fair queue; absent in others.</summary>
    [Id(6)]
    public int? Weight { get; init; }
}
