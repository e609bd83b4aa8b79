using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansJobs.Jobs;

/// <summary>A job as its callers see it: what the store holds, at one moment.</summary>
[GenerateSerializer, Immutable, Alias("Job")]
public sealed record Job
{
    /// <summary>The id: a UUIDv7, or a UUIDv8 derived from an idempotency key.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The name of its handler.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>Its queue.</summary>
    [Id(2)]
    public required string Queue { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(3)]
    public required JobState State { get; init; }

    /// <summary>-100 to 100; higher runs first.</summary>
    [Id(4)]
    public required int Priority { get; init; }

    /// <summary>Words to find it by.</summary>
    [Id(5)]
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>Whose job it is.</summary>
    [Id(6)]
    public required string Tenant { get; init; }

    /// <summary>The handler's input; null also after retention dropped it.</summary>
    [Id(7)]
    public Json? Input { get; init; }

    /// <summary>The handler's result; null before success, and after retention dropped it.</summary>
    [Id(8)]
    public Json? Result { get; init; }

    /// <summary>What the handler last said of its progress.</summary>
    [Id(9)]
    public JobProgress? Progress { get; init; }

    /// <summary>The last failure.</summary>
    [Id(10)]
    public JobError? Error { get; init; }

    /// <summary>Its attempts, oldest first; very old ones may have been dropped.</summary>
    [Id(11)]
    public required ImmutableArray<JobAttempt> Attempts { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(12)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this time; moves ahead with every retry.</summary>
    [Id(13)]
    public required DateTimeOffset RunAt { get; init; }

    /// <summary>When its latest attempt started.</summary>
    [Id(14)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(15)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>If not started by then, it fails instead.</summary>
    [Id(16)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The longest that one attempt may run; null is without limit.</summary>
    [Id(17)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>When failed attempts are repeated.</summary>
    [Id(18)]
    public required RetryRule Retry { get; init; }

    /// <summary>Why it was cancelled, if somebody said.</summary>
    [Id(19)]
    public string? CancelReason { get; init; }

    /// <summary>Whether retention has dropped input and result.</summary>
    [Id(20)]
    public bool PayloadExpired { get; init; }

    /// <summary>Grows with every change of the job.</summary>
    [Id(21)]
    public required long Version { get; init; }

    /// <summary>Its small number, if its kind is numbered: 1, 2, 3 ... over all such kinds. No number is given twice.</summary>
    [Id(22)]
    public long? Number { get; init; }

    /// <summary>Its lane of the queue; null if it has none.</summary>
    [Id(23)]
    public string? Lane { get; init; }

    /// <summary>Slots that it takes while it runs; null is one.</summary>
    [Id(24)]
    public int? Cost { get; init; }

    /// <summary>The schedule that it is a run of; null: none.</summary>
    [Id(25)]
    public string? Schedule { get; init; }

    /// <summary>The jobs whose ends it waited, or waits, for; null: none.</summary>
    [Id(26)]
    public ImmutableArray<Guid>? Parents { get; init; }

    /// <summary>The batch that it belongs to; null: none.</summary>
    [Id(27)]
    public Guid? Batch { get; init; }

    /// <summary>The batch whose completion has submitted it; null: none.</summary>
    [Id(28)]
    public Guid? CallbackOf { get; init; }

    /// <summary>The signal that its handler waits for; null: none.</summary>
    [Id(29)]
    public string? AwaitsSignal { get; init; }

    /// <summary>The batch of jobs to which its handler has fanned out, and for whose end it waits; null: none.</summary>
    [Id(30)]
    public Guid? AwaitsBatch { get; init; }

    /// <summary>Labels that a worker must have to run it; null: none.</summary>
    [Id(31)]
    public ImmutableArray<string>? Requires { get; init; }

    /// <summary>Until when a worker outside has leased it; null if none has.</summary>
    [Id(32)]
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The ended job that it is to do again, as a job of its own; null: none.</summary>
    [Id(33)]
    public Guid? ReplayOf { get; init; }

    /// <summary>Who is told of each of its ends; null: nobody.</summary>
    [Id(34)]
    public JobWebhook? OnCompleted { get; init; }

    /// <summary>How many ends it has had of which somebody is told; null if nobody is.</summary>
    [Id(35)]
    public int? Deliveries { get; init; }

    /// <summary>Why its input and result are not here: they are stored encrypted, and the key is missing. Null: they are, if there are any.</summary>
    [Id(36), JsonIgnore]
    public string? Sealed { get; init; }

    /// <summary>This job, for one who needs its input or result.</summary>
    /// <exception cref="StoreException">They are stored encrypted, and the key is missing.</exception>
    public Job Whole() => Sealed is { } why ? throw new StoreException(why, outcomeUnknown: false) { IsSealed = true } : this;

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool HasEnded => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}
