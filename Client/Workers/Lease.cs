namespace OrleansJobs.Client;

/// <summary>What a worker asks a queue for.</summary>
/// <param name="Kinds">The kinds of job that it runs; they need not be registered yet.</param>
public sealed record LeaseRequest(IReadOnlyList<string> Kinds)
{
    /// <summary>Its name, for people, 1 to 100 characters; null: "worker".</summary>
    public string? Worker { get; init; }

    /// <summary>What it has: it gets no job that requires anything else.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>As many jobs at most. Default 1; servers give at most 100.</summary>
    public int? Max { get; init; }

    /// <summary>How long to wait if there is none, at most a minute; null: not at all.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>How long a job is its own from the answer, and from each heartbeat, 1 s to 1 h. Default 30 s.</summary>
    public TimeSpan? LeaseFor { get; init; }
}

/// <summary>A job that a worker may run now.</summary>
public sealed record Lease
{
    /// <summary>The job.</summary>
    public required Job Job { get; init; }

    /// <summary>Whatever the worker says of the job names it.</summary>
    public required Guid Token { get; init; }

    /// <summary>Until when, by the server's clock, unless the worker sends a heartbeat before.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    /// <summary>What earlier attempts have stored as done.</summary>
    public required IReadOnlyList<JobStep> Steps { get; init; }

    /// <summary>What the last attempt left for this one; null: nothing.</summary>
    public JsonElement? Checkpoint { get; init; }

    /// <summary>The W3C trace context (<c>traceparent</c>) of the request that submitted the job; null if that had none.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>A step of a job that has been done, with the value that it gave.</summary>
/// <param name="Name">Its name: no other step of the job has it.</param>
/// <param name="Value">What it gave.</param>
public sealed record JobStep(string Name, JsonElement Value);

/// <summary>What a worker says with a heartbeat. What is null is not said.</summary>
public sealed record HeartbeatReport
{
    /// <summary>How far the job is.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>New lines of its log, at most 100.</summary>
    public IReadOnlyList<string>? Log { get; init; }

    /// <summary>What the next attempt shall find if this one does not finish.</summary>
    public JsonElement? Checkpoint { get; init; }
}

/// <summary>What a worker is told that says it is still there.</summary>
/// <param name="CancelRequested">Whether the job was cancelled: nothing that is said of this attempt counts any more.</param>
/// <param name="LeaseUntil">Until when, by the server's clock, the job is the worker's; null if it is not.</param>
public sealed record HeartbeatReply(bool CancelRequested, DateTimeOffset? LeaseUntil = null);

/// <summary>Why an attempt failed.</summary>
/// <param name="Type">The kind of error, such as the name of an exception.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record LeaseFailure(string Type, string Message)
{
    /// <summary>Whether another attempt may do better; else the job has failed. Default true.</summary>
    public bool Retryable { get; init; } = true;

    /// <summary>No job of the queue starts before this time, at most 30 days ahead; null: nothing holds it.</summary>
    public DateTimeOffset? HoldQueueUntil { get; init; }
}
