namespace OrleansJobs.Queues;

/// <summary>How many jobs may start in a time: a token bucket, kept as the generic cell rate algorithm (ITU-T I.371) has it.</summary>
[GenerateSerializer, Immutable, Alias("QueueRate")]
public sealed record QueueRate
{
    /// <summary>Starts within the time <c>per</c>, 1 to 1,000,000; at most 100,000 a second.</summary>
    [Id(0)]
    public required int Permits { get; init; }

    /// <summary>The time, 1 millisecond to 365 days.</summary>
    [Id(1)]
    public required TimeSpan Per { get; init; }

    /// <summary>Starts that may come at once after a rest, 1 to 1,000,000; null: as many as <c>permits</c>.</summary>
    [Id(2)]
    public int? Burst { get; init; }
}
