using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>What a caller wants changed of a job that has not ended. What is null stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("JobPatch")]
public sealed record JobPatch
{
    /// <summary>-100 to 100; higher runs first within the queue.</summary>
    [Id(0)]
    public int? Priority { get; init; }

    /// <summary>Not before this time. A time in the past means now. Not of a running job.</summary>
    [Id(1)]
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>The queue. Not of a running job, which holds a slot of the one it is in.</summary>
    [Id(2)]
    public string? Queue { get; init; }

    /// <summary>Instead of <see cref="Queue"/>: the queue of the job's kind.</summary>
    [Id(3)]
    public bool ResetQueue { get; init; }

    /// <summary>All tags that the job shall have.</summary>
    [Id(4)]
    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>The longest that one attempt may run, from the next one on.</summary>
    [Id(5)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>Instead of <see cref="Timeout"/>: that of the job's kind.</summary>
    [Id(6)]
    public bool ResetTimeout { get; init; }

    /// <summary>Only if the job's version is one of these; empty is whatever its version.</summary>
    [Id(7)]
    public ImmutableArray<long> Versions { get; init; } = [];

    /// <summary>The lane. Not of a running job, which holds a slot of the one it is in.</summary>
    [Id(8)]
    public string? Lane { get; init; }

    /// <summary>Instead of <see cref="Lane"/>: no lane.</summary>
    [Id(9)]
    public bool ResetLane { get; init; }
}
