namespace OrleansJobs.Client;

/// <summary>How somebody is told of an end of a job.</summary>
public sealed record JobDelivery
{
    /// <summary>The job that does it, which can be read, cancelled and retried as any other; also the header webhook-id. It may not be there yet, or not any more.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number of the end: 1, and one more with each retry of the job.</summary>
    public required int Number { get; init; }

    /// <summary>The state of the job that does it; null: there is none.</summary>
    public JobState? State { get; init; }

    /// <summary>When it is tried again; null if it has ended, or runs.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Its requests, oldest first.</summary>
    public required IReadOnlyList<DeliveryAttempt> Attempts { get; init; }
}

/// <summary>One request of a delivery.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took, in milliseconds; null while it runs.</summary>
    public long? DurationMs { get; init; }

    /// <summary>How it ended.</summary>
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Why it failed: what the receiver answered, or what kept the request from it.</summary>
    public JobError? Error { get; init; }
}

internal sealed record DeliveryList(IReadOnlyList<JobDelivery> Deliveries);
