using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Workers;

/// <summary>A job that a worker may run now.</summary>
[GenerateSerializer, Immutable, Alias("LeasedJob")]
public sealed record LeasedJob
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required Job Job { get; init; }

    /// <summary>The attempt's fencing token: whatever the worker says names it.</summary>
    [Id(1)]
    public required Guid Token { get; init; }

    /// <summary>Until when, unless the worker sends a heartbeat before.</summary>
    [Id(2)]
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>What earlier attempts have stored as done.</summary>
    [Id(3)]
    public required ImmutableArray<JobStep> Steps { get; init; }

    /// <summary>What the last attempt left for this one; null if it left nothing.</summary>
    [Id(4)]
    public Json? Checkpoint { get; init; }

    /// <summary>The W3C trace context (traceparent) of the request that submitted the job, for what the worker does to go on with; null if that had none.</summary>
    [Id(5)]
    public string? TraceParent { get; init; }
}
