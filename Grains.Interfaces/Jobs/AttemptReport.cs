using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>What a running attempt tells its job. Recorded only while the attempt's token is the current one.</summary>
[GenerateSerializer, Immutable, Alias("AttemptReport")]
public sealed record AttemptReport
{
    /// <summary>The attempt's fencing token.</summary>
    [Id(0)]
    public required Guid Token { get; init; }

    /// <summary>The latest progress, if it changed.</summary>
    [Id(1)]
    public JobProgress? Progress { get; init; }

    /// <summary>New log lines, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<JobLogLine> Log { get; init; } = [];

    /// <summary>What the next attempt shall find, if this one does not finish.</summary>
    [Id(3)]
    public Json? Checkpoint { get; init; }

    /// <summary>A step that has been done. One of its name that is stored already stays as it is.</summary>
    [Id(4)]
    public JobStep? Step { get; init; }
}
