namespace OrleansJobs.Queues;

/// <summary>What holds for a lane of a queue. What is null is as for every lane, and there without limit.</summary>
[GenerateSerializer, Immutable, Alias("LaneSettings")]
public sealed record LaneSettings
{
    /// <summary>Slots that jobs of the lane may take at once, 1 to 1,000,000. With 1 they run one after the other, in order.</summary>
    [Id(0)]
    public int? Concurrency { get; init; }

    /// <summary>How many jobs of the lane may start in a time.</summary>
    [Id(1)]
    public QueueRate? Rate { get; init; }

    /// <summary>The lane's share of the slots that become free in a fair queue, in relation to other lanes, 1 to 1,000. Default 1.</summary>
    [Id(2)]
    public int? Weight { get; init; }
}
