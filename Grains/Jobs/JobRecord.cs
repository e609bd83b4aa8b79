using System.Collections.Immutable;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Everything that is stored of a job: its row. All times are UTC and whole microseconds, so that what is read back
/// equals what was written.
/// </summary>
public sealed record JobRecord
{
    /// <summary>The row's number in order of insertion, given by the store; 0 before.</summary>
    public long Seq { get; init; }

    /// <summary>The small number of a job of a numbered kind, given by the store; 0 before, null of other kinds.</summary>
    public long? Number { get; init; }

    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Queue { get; init; }
    public required string Tenant { get; init; }
    public required int Priority { get; init; }
    public required ImmutableArray<string> Tags { get; init; }
    public required RetryRule Retry { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this time.</summary>
    public required DateTimeOffset RunAt { get; init; }

    /// <summary>If not started by then, the job fails.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The longest that one attempt may run; null is without limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>SHA-256 of the canonical request, in hex, of a job with an idempotency key; null of others.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>W3C traceparent of the request that submitted the job.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The lane of its queue; null if it has none.</summary>
    public string? Lane { get; init; }

    /// <summary>Slots that it takes while it runs.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>The key under which later submits become this job while it waits; null if it has none.</summary>
    public string? DebounceKey { get; init; }

    /// <summary>
    /// The latest time that these move the job to, <see cref="JobRecords.NoBound"/> if there is none; null of a job that takes no more of
    /// them, as it has been started or has ended. The store has one job at most of each tenant, kind and key that takes them.
    /// </summary>
    public DateTimeOffset? DebounceUntil { get; init; }

    /// <summary>The schedule that it is a run of; null: none.</summary>
    public string? Schedule { get; init; }

    /// <summary>The batch that it belongs to; null: none.</summary>
    public Guid? Batch { get; init; }

    /// <summary>The batch whose completion has submitted it; null: none.</summary>
    public Guid? CallbackOf { get; init; }

    /// <summary>The ended job that it is to do again; null: none.</summary>
    public Guid? ReplayOf { get; init; }

    /// <summary>The jobs whose ends it waited, or waits, for.</summary>
    public ImmutableArray<Guid> Parents { get; init; } = [];

    /// <summary>Those of its parents of whose ends it does not know; some exactly while it waits for them.</summary>
    public ImmutableArray<Guid> Awaits { get; init; } = [];

    /// <summary>What becomes of it when a parent does not succeed.</summary>
    public ParentFailure OnParentFailure { get; init; }

    /// <summary>Whether jobs have been told that they are to hear of its end.</summary>
    public bool HasChildren { get; init; }

    /// <summary>Who is told of its ends; null: nobody. If somebody is, the job that does it counts as a child.</summary>
    public EndWebhook? Webhook { get; init; }

    /// <summary>The job that is to tell of the end that comes next, or that it has; null: none.</summary>
    public Guid? Delivery => Webhook is { Number: var number } ? JobId.OfDelivery(Id, CreatedAt, number) : null;

    /// <summary>Which of its steps count: those that were done under this number. One more when it begins anew.</summary>
    public int StepSeries { get; init; }

    /// <summary>The signals that it has had in this series.</summary>
    public ImmutableArray<string> Signals { get; init; } = [];

    /// <summary>The signal for which its handler waits; null: none. It never has had that.</summary>
    public string? AwaitsSignal { get; init; }

    /// <summary>The batch for whose completion its handler waits, which is a signal too; null: none.</summary>
    public Guid? AwaitsBatch => JobSteps.BatchOf(AwaitsSignal);

    /// <summary>The workers outside that may run it, as <see cref="WorkerPool"/> names them; null if it runs here.</summary>
    public string? Pool { get; init; }

    /// <summary>When the lease of the worker that runs it ends; null unless one does.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>How long that lease lasts from each heartbeat.</summary>
    public TimeSpan? LeaseFor { get; init; }

    /// <summary>Log lines of the current attempt, or the last one, if a worker writes them.</summary>
    public int LogLines { get; init; }

    /// <summary>Leases that ended without a word since the job was last submitted or retried by an operator.</summary>
    public int LostLeases { get; init; }

    /// <summary>The token of the last attempt of a worker that has ended: so what it says again is known.</summary>
    public Guid? LastToken { get; init; }

    /// <summary>How that attempt ended.</summary>
    public AttemptOutcome? LastOutcome { get; init; }

    public Json? Input { get; init; }

    public JobPhase Phase { get; init; }

    /// <summary>Attempts, oldest first, the current one last.</summary>
    public ImmutableArray<JobAttempt> Attempts { get; init; } = [];

    /// <summary>The current attempt's fencing token; null unless running.</summary>
    public Guid? Token { get; init; }

    /// <summary>The host that runs the current attempt, or the worker's name; null unless running.</summary>
    public string? Owner { get; init; }

    /// <summary>Attempts that failed since the job was last submitted or retried by an operator.</summary>
    public int Failures { get; init; }

    /// <summary>Processes that died under this job since then. From the second on the job is a suspect.</summary>
    public int Crashes { get; init; }

    /// <summary>Processes that died during this job's own probation since then.</summary>
    public int ProbationCrashes { get; init; }

    /// <summary>Whether the current attempt runs alone, as the one suspect of its process.</summary>
    public bool OnProbation { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public JobProgress? Progress { get; init; }

    /// <summary>What the last attempt left for the next one.</summary>
    public Json? Checkpoint { get; init; }

    public Json? Result { get; init; }

    /// <summary>The last failure.</summary>
    public JobError? Error { get; init; }

    public string? CancelReason { get; init; }

    /// <summary>When retention takes its next step with this ended job: first input and result, then the row. Null is never.</summary>
    public DateTimeOffset? PurgeAt { get; init; }

    /// <summary>Whether retention has dropped input, result and checkpoint.</summary>
    public bool PayloadExpired { get; init; }

    /// <summary>One more with every write: the etag. The first is 1; under a key, one that no earlier job of the key has had.</summary>
    public required long Version { get; init; }

    /// <summary>Random with every write: tells, after a write of unknown outcome, whether the row is that write.</summary>
    public long Stamp { get; init; }

    /// <summary>Whether the job has ended, in whatever way.</summary>
    public bool HasEnded => Phase.IsEnd();

    /// <summary>Whether the job may run only on probation.</summary>
    public bool Suspect => Crashes >= 2;

    /// <summary>The number of the latest attempt, 0 before the first.</summary>
    public int AttemptNumber => Attempts.IsEmpty ? 0 : Attempts[^1].Number;
}
