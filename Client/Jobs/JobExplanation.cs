namespace OrleansJobs.Client;

/// <summary>Why a job is where it is, and when it will go on.</summary>
public sealed record JobExplanation
{
    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>What keeps it there, each by itself enough; empty if it is about to start, or only waits for its turn.</summary>
    public required IReadOnlyList<JobReason> Reasons { get; init; }

    /// <summary>Of a job that is due: its place in line; 1 is the next.</summary>
    public long? Position { get; init; }

    /// <summary>True if more jobs are before it than were counted; else null.</summary>
    public bool? Estimated { get; init; }

    /// <summary>When it is likely to start; null if nothing tells.</summary>
    public DateTimeOffset? PredictedStart { get; init; }
}

/// <summary>One reason why a job is where it is.</summary>
/// <param name="Code">The reason for programs, such as "paused", "lane-busy" or "no-worker"; newer servers may have more.</param>
/// <param name="Detail">The reason in a sentence, for people.</param>
/// <param name="Until">Until when it holds, if that is known.</param>
/// <param name="By">The jobs that it waits for, at most ten; null: none.</param>
public sealed record JobReason(string Code, string Detail, DateTimeOffset? Until = null, IReadOnlyList<Guid>? By = null);
