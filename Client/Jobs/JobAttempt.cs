namespace OrleansJobs.Client;

/// <summary>One try at running a job.</summary>
public sealed record JobAttempt
{
    /// <summary>1 for the first; counts every attempt that the job ever had.</summary>
    public required int Number { get; init; }

    /// <summary>The host that ran it; null if a worker did.</summary>
    public string? Silo { get; init; }

    /// <summary>The worker that ran it, by the name that it gave itself; null if a host did.</summary>
    public string? Worker { get; init; }

    /// <summary>When its start was recorded.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its end was recorded; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public AttemptOutcome Outcome { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public JobError? Error { get; init; }
}

/// <summary>How one attempt of a job ended.</summary>
public enum AttemptOutcome
{
    /// <summary>An outcome that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>It gave a result.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It ran longer than the job's timeout.</summary>
    TimedOut,

    /// <summary>The job was cancelled while it ran.</summary>
    Cancelled,

    /// <summary>The process that ran it died, or its lease ran out. Uses no retry.</summary>
    Crashed,

    /// <summary>Whoever ran it stopped in an orderly way. Uses no retry.</summary>
    Interrupted,

    /// <summary>It waits, without a process or a slot, and goes on with another attempt. Uses no retry.</summary>
    Suspended,
}

/// <summary>Why an attempt, or a job, failed.</summary>
public sealed record JobError
{
    /// <summary>The kind of error, such as the name of an exception; or one of the server's own: "timeout", "poison", "expired", "input", "result".</summary>
    public required string Type { get; init; }

    /// <summary>A sentence for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The number of the attempt that failed; 0 when none had started.</summary>
    public int Attempt { get; init; }
}

/// <summary>How far a running job says it is.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="Message">What it is doing, for a person.</param>
public sealed record JobProgress(double Fraction, string? Message = null);

/// <summary>A line that an attempt wrote for the people who watch it.</summary>
/// <param name="Attempt">The number of the attempt that wrote it.</param>
/// <param name="Number">Its place among the lines of that attempt, from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Text">The text.</param>
public sealed record JobLogLine(int Attempt, int Number, DateTimeOffset At, string Text);
