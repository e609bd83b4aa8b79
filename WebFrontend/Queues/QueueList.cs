using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>A page of queues.</summary>
public sealed record QueueList
{
    /// <summary>The queues, in order of their names.</summary>
    public required ImmutableArray<QueueStatus> Queues { get; init; }

    /// <summary>The value of the parameter cursor with which the next page is asked for; absent on the last one.</summary>
    public string? NextCursor { get; init; }
}
