using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Queues;

/// <summary>What a queue says of a job that is due and waits in it.</summary>
[GenerateSerializer, Immutable, Alias("QueueHold")]
public sealed record QueueHold
{
    /// <summary>What keeps it from starting.</summary>
    [Id(0)]
    public required ImmutableArray<JobReason> Reasons { get; init; }

    /// <summary>Whether the queue makes a difference between lanes.</summary>
    [Id(1)]
    public bool HasLanes { get; init; }

    /// <summary>The least time between two starts that the queue's rate allows; null if it has none.</summary>
    [Id(2)]
    public TimeSpan? Interval { get; init; }
}
