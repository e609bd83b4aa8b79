using OrleansJobs.Jobs;

namespace OrleansJobs.Queues;

/// <summary>How many jobs there are, by state.</summary>
[GenerateSerializer, Immutable, Alias("JobCounts")]
public sealed record JobCounts
{
    /// <summary>Not due yet.</summary>
    [Id(0)]
    public required long Scheduled { get; init; }

    /// <summary>Due, waiting for a slot of their queue.</summary>
    [Id(1)]
    public required long Queued { get; init; }

    /// <summary>Recorded as running.</summary>
    [Id(2)]
    public required long Running { get; init; }

    /// <summary>Ended with a result.</summary>
    [Id(3)]
    public required long Succeeded { get; init; }

    /// <summary>Ended without one.</summary>
    [Id(4)]
    public required long Failed { get; init; }

    /// <summary>Ended by request.</summary>
    [Id(5)]
    public required long Cancelled { get; init; }

    /// <summary>
    /// True if more than 100,000 jobs are scheduled and more than 100,000 queued. Then so many are told as scheduled as were
    /// counted up to there, and the rest as queued; the sum of the two is exact, as is everything else always. Else null.
    /// </summary>
    [Id(6)]
    public bool? Estimated { get; init; }

    /// <summary>Waiting for other jobs to end.</summary>
    [Id(7)]
    public long Waiting { get; init; }

    /// <summary>How many are in a state; null: in any.</summary>
    public long In(JobState? state) => state switch
    {
        null => Scheduled + Queued + Running + Succeeded + Failed + Cancelled + Waiting,
        JobState.Scheduled => Scheduled,
        JobState.Queued => Queued,
        JobState.Running => Running,
        JobState.Succeeded => Succeeded,
        JobState.Failed => Failed,
        JobState.Cancelled => Cancelled,
        JobState.Waiting => Waiting,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This is no state."),
    };
}
