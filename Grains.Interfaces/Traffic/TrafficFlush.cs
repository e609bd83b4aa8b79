using System.Collections.Immutable;

namespace OrleansJobs.Traffic;

/// <summary>
/// Requests that a process has answered since it last told of any. A process sends its flushes one after another and repeats
/// one that failed, unchanged, until it is recorded; so process and sequence tell whether it has been already.
/// </summary>
[GenerateSerializer, Immutable, Alias("TrafficFlush")]
public sealed record TrafficFlush
{
    /// <summary>The process: an id drawn at its start.</summary>
    [Id(0)]
    public required Guid Process { get; init; }

    /// <summary>1 for the first flush of the process, one more for each further one.</summary>
    [Id(1)]
    public required long Sequence { get; init; }

    /// <summary>When the counts were taken.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What is to be added, each path once.</summary>
    [Id(3)]
    public required ImmutableArray<PathCount> Counts { get; init; }
}
