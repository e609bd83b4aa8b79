using System.Diagnostics.CodeAnalysis;

namespace OrleansJobs.Client;

/// <summary>What a submit asks for. What is null has the kind's default.</summary>
/// <param name="Kind">What is to run.</param>
public sealed record JobSpec(string Kind)
{
    /// <summary>The input; see also <see cref="WithInput{T}(T, JsonTypeInfo{T})"/>.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>The queue.</summary>
    public string? Queue { get; init; }

    /// <summary>-100 to 100; higher runs first. Default 0.</summary>
    public int? Priority { get; init; }

    /// <summary>Not before this time, by the server's clock.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Not before this much later; excludes <see cref="RunAt"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The longest that one attempt may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>If not started by then, it fails instead.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When failed attempts are repeated.</summary>
    public RetryRule? Retry { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The lane of the queue.</summary>
    public string? Lane { get; init; }

    /// <summary>Slots that it takes while it runs. Default 1.</summary>
    public int? Cost { get; init; }

    /// <summary>The jobs whose ends it waits for.</summary>
    public IReadOnlyList<Guid>? After { get; init; }

    /// <summary>What becomes of it when one of those fails or is cancelled. Default <see cref="ParentFailure.Cancel"/>.</summary>
    public ParentFailure? OnParentFailure { get; init; }

    /// <summary>Labels that a worker must have to run it.</summary>
    public IReadOnlyList<string>? Requires { get; init; }

    /// <summary>Who is told of each end of the job; null: nobody. The server must have a secret to sign by.</summary>
    public JobWebhook? OnCompleted { get; init; }

    /// <summary>Lets many submits become one job. Such a submit has no <see cref="IdempotencyKey"/>, and is not repeated if its answer is lost.</summary>
    public JobDebounce? Debounce { get; init; }

    /// <summary>
    /// Makes the submit safe to repeat, by whomever: the same key with the same job names the same job. 1 to 255 printable ASCII characters.
    /// Null: one that the client makes for this call, so that it can repeat it.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The same with an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="type">How it is written.</param>
    public JobSpec WithInput<T>(T input, JsonTypeInfo<T> type) => this with { Input = JsonSerializer.SerializeToElement(input, type) };

    /// <inheritdoc cref="WithInput{T}(T, JsonTypeInfo{T})"/>
    [RequiresUnreferencedCode(Reflection.Warning), RequiresDynamicCode(Reflection.Warning)]
    public JobSpec WithInput<T>(T input) => this with { Input = JsonSerializer.SerializeToElement(input, JsonSerializerOptions.Web) };
}

/// <summary>
/// When a failed attempt is repeated: after the n-th failure follows a pause of <c>min(initialDelay * factor^(n-1), maxDelay)</c>, shortened or
/// lengthened at random by at most the share <c>jitter</c>. What is null has the server's default.
/// </summary>
public sealed record RetryRule
{
    /// <summary>Attempts that may fail in all, the first included; 1 means no retry. The server's default is 5.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The pause after the first failure. The server's default is 1 s.</summary>
    public TimeSpan? InitialDelay { get; init; }

    /// <summary>By what the pause grows from failure to failure, at least 1. The server's default is 2.</summary>
    public double? Factor { get; init; }

    /// <summary>The longest pause. The server's default is 5 min.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>The share of the pause, 0 to 1, by which chance may change it either way. The server's default is 0.1.</summary>
    public double? Jitter { get; init; }
}

/// <summary>Lets many submits of one kind and key become one job, as long as it waits and has never been started.</summary>
/// <param name="Key">What the submits have in common, 1 to 255 characters.</param>
/// <param name="For">The job runs not before this long after the latest submit; at most 30 days.</param>
public sealed record JobDebounce(string Key, TimeSpan For)
{
    /// <summary>The time to run is moved no further than this long after the first submit; null: without bound.</summary>
    public TimeSpan? AtMost { get; init; }

    /// <summary>What the job becomes. Default <see cref="DebounceKeep.Last"/>.</summary>
    public DebounceKeep? Keep { get; init; }
}

/// <summary>What a job becomes when a later submit of its debounce key comes while it waits.</summary>
public enum DebounceKeep
{
    /// <summary>A word that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>What the last submit asks for.</summary>
    Last,

    /// <summary>It stays as it is, but for its time to run.</summary>
    First,
}

/// <summary>Who is told of each end of a job, by a request that is signed by the rules of Standard Webhooks.</summary>
/// <param name="Url">Where the request goes.</param>
public sealed record JobWebhook(string Url);

/// <summary>What becomes of a job when one of those that it waits for fails or is cancelled.</summary>
public enum ParentFailure
{
    /// <summary>A word that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>It is cancelled at once.</summary>
    Cancel,

    /// <summary>It runs when all have ended, in whatever way.</summary>
    Run,
}
