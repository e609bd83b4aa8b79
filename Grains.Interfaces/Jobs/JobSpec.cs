using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>What a caller asks for when submitting a job.</summary>
[GenerateSerializer, Immutable, Alias("JobSpec")]
public sealed record JobSpec
{
    /// <summary>The registered name of the handler that is to run.</summary>
    [Id(0)]
    public required string Kind { get; init; }

    /// <summary>The handler's input; null is the JSON value null.</summary>
    [Id(1)]
    public Json? Input { get; init; }

    /// <summary>The queue; null takes the kind's own queue, which is "default" unless registered otherwise.</summary>
    [Id(2)]
    public string? Queue { get; init; }

    /// <summary>-100 to 100; higher runs first within the queue.</summary>
    [Id(3)]
    public int Priority { get; init; }

    /// <summary>Not before this time. A time in the past means now.</summary>
    [Id(4)]
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Not before this long after the submit; at most one of this and <c>runAt</c>.</summary>
    [Id(5)]
    public TimeSpan? Delay { get; init; }

    /// <summary>The longest that one attempt may run; null takes the kind's own limit.</summary>
    [Id(6)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>A job that has not been started by then fails with error type "expired" instead of starting.</summary>
    [Id(7)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null takes the kind's own rule.</summary>
    [Id(8)]
    public RetryRule? Retry { get; init; }

    /// <summary>Words by which operators find the job.</summary>
    [Id(9)]
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Whose job it is.</summary>
    [Id(10)]
    public string Tenant { get; init; } = JobId.DefaultTenant;

    /// <summary>Whether the id was derived from an idempotency key, so that a second submit is expected and compared.</summary>
    [Id(11)]
    public bool Keyed { get; init; }

    /// <summary>The W3C trace context (traceparent) of the request that submitted the job, if any.</summary>
    [Id(12)]
    public string? TraceParent { get; init; }

    /// <summary>The lane of the queue that the job runs in, such as a customer or a device; null: none.</summary>
    [Id(13)]
    public string? Lane { get; init; }

    /// <summary>Slots that the job takes while it runs, 1 to 1,000,000. Default 1.</summary>
    [Id(14)]
    public int Cost { get; init; } = 1;

    /// <summary>Lets later submits of the same key become this job while it waits. Sets the time to run: excludes <c>runAt</c> and <c>delay</c>.</summary>
    [Id(15)]
    public JobDebounce? Debounce { get; init; }

    /// <summary>The schedule that the job is a run of; null: none.</summary>
    [Id(16)]
    public string? Schedule { get; init; }

    /// <summary>The jobs whose ends the job waits for, its parents: none twice.</summary>
    [Id(17)]
    public ImmutableArray<Guid> After { get; init; } = [];

    /// <summary>What becomes of the job when a parent does not succeed. Default: it is cancelled.</summary>
    [Id(18)]
    public ParentFailure OnParentFailure { get; init; }

    /// <summary>The batch that the job belongs to; null: none.</summary>
    [Id(19)]
    public Guid? Batch { get; init; }

    /// <summary>The batch whose completion submits the job; null: none.</summary>
    [Id(20)]
    public Guid? CallbackOf { get; init; }

    /// <summary>Labels that a worker must have to run it, none twice. Only of kinds that workers outside run.</summary>
    [Id(21)]
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>The ended job that it is to do again; null: none.</summary>
    [Id(22)]
    public Guid? ReplayOf { get; init; }

    /// <summary>Who is told of each end of the job; null: nobody.</summary>
    [Id(23)]
    public JobWebhook? OnCompleted { get; init; }
}
