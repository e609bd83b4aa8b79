namespace OrleansJobs.Client;

/// <summary>A job, as the server knew it when it answered.</summary>
public sealed record Job
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of what runs it.</summary>
    public required string Kind { get; init; }

    /// <summary>Its queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>-100 to 100; higher runs first.</summary>
    public int Priority { get; init; }

    /// <summary>Words to find it by.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whose job it is.</summary>
    public string? Tenant { get; init; }

    /// <summary>Its input; null if it has none, after retention dropped it, and in events.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>Its result; null before success, after retention dropped it, and in events.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>How far it last said to be.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>The last failure.</summary>
    public JobError? Error { get; init; }

    /// <summary>Its attempts, oldest first; very old ones may have been dropped.</summary>
    public required IReadOnlyList<JobAttempt> Attempts { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this time; moves ahead with every retry.</summary>
    public DateTimeOffset RunAt { get; init; }

    /// <summary>When its latest attempt started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>If not started by then, it fails instead.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The longest that one attempt may run; null: without limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>When failed attempts are repeated.</summary>
    public RetryRule? Retry { get; init; }

    /// <summary>Why it was cancelled, if somebody said.</summary>
    public string? CancelReason { get; init; }

    /// <summary>Whether retention has dropped input and result.</summary>
    public bool PayloadExpired { get; init; }

    /// <summary>Grows with every change of the job.</summary>
    public long Version { get; init; }

    /// <summary>Its small number, if its kind is numbered.</summary>
    public long? Number { get; init; }

    /// <summary>Its lane of the queue; null: none.</summary>
    public string? Lane { get; init; }

    /// <summary>Slots that it takes while it runs; null: one.</summary>
    public int? Cost { get; init; }

    /// <summary>The schedule that it is a run of; null: none.</summary>
    public string? Schedule { get; init; }

    /// <summary>The jobs whose ends it waited, or waits, for; null: none.</summary>
    public IReadOnlyList<Guid>? Parents { get; init; }

    /// <summary>The batch that it belongs to; null: none.</summary>
    public Guid? Batch { get; init; }

    /// <summary>The batch whose completion has submitted it; null: none.</summary>
    public Guid? CallbackOf { get; init; }

    /// <summary>The job that it is a replay of; null: none.</summary>
    public Guid? ReplayOf { get; init; }

    /// <summary>The signal that it waits for; null: none.</summary>
    public string? AwaitsSignal { get; init; }

    /// <summary>The batch of jobs to which it has fanned out, and for whose end it waits; null: none.</summary>
    public Guid? AwaitsBatch { get; init; }

    /// <summary>How many ends it has had of which somebody is told; null: nobody is.</summary>
    public int? Deliveries { get; init; }

    /// <summary>Labels that a worker must have to run it; null: none.</summary>
    public IReadOnlyList<string>? Requires { get; init; }

    /// <summary>Until when, by the server's clock, a worker has leased it; null: none has.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Whether it has ended, in whatever way.</summary>
    [JsonIgnore]
    public bool HasEnded => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}
