using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>Why a job is where it is, and when it will go on.</summary>
[GenerateSerializer, Immutable, Alias("JobExplanation")]
public sealed record JobExplanation
{
    /// <summary>Where it is in its life.</summary>
    [Id(0)]
    public required JobState State { get; init; }

    /// <summary>What keeps it there, each by itself enough; empty if it is about to start, or only waits for its turn.</summary>
    [Id(1)]
    public required ImmutableArray<JobReason> Reasons { get; init; }

    /// <summary>
    /// Of a job that is due: its place among the due jobs of its queue, or, where the queue makes a difference between lanes, of its
    /// lane; 1 is the next.
    /// </summary>
    [Id(2)]
    public long? Position { get; init; }

    /// <summary>True if more jobs are before it than were counted, 100,000: then its position is that or a later one. Else null.</summary>
    [Id(3)]
    public bool? Estimated { get; init; }

    /// <summary>
    /// When it is likely to start: its time, or, from its place and the jobs that ended a second in the last minute, its turn. Null if
    /// nothing tells: the queue is paused, got nothing done lately, or its lanes go by their own.
    /// </summary>
    [Id(4)]
    public DateTimeOffset? PredictedStart { get; init; }
}
