namespace OrleansJobs.Jobs;

/// <summary>One try at running a job.</summary>
[GenerateSerializer, Immutable, Alias("JobAttempt")]
public sealed record JobAttempt
{
    /// <summary>1 for the first; counts every attempt that the job ever had.</summary>
    [Id(0)]
    public required int Number { get; init; }

    /// <summary>The host that ran it; null if a worker outside did.</summary>
    [Id(1)]
    public string? Silo { get; init; }

    /// <summary>When its start was recorded.</summary>
    [Id(2)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its end was recorded; null while it runs.</summary>
    [Id(3)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    [Id(4)]
    public AttemptOutcome Outcome { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    [Id(5)]
    public JobError? Error { get; init; }

    /// <summary>The worker outside that ran it, by the name that it gave itself; null if a host did.</summary>
    [Id(6)]
    public string? Worker { get; init; }
}
