namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>How somebody is told of an end of a job.</summary>
public sealed record JobDelivery
{
    /// <summary>The job that does it, which can be read, cancelled and retried as any other; also the header webhook-id. It may not be there yet, or not any more.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number of the end: 1, and one more with each retry of the job.</summary>
    public required int Number { get; init; }

    /// <summary>The state of that job; absent if there is none.</summary>
    public JobState? State { get; init; }

    /// <summary>When it is tried again; absent if it has ended, or runs.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Its attempts, oldest first: the time, how long each took, how it ended, and why it failed.</summary>
    public required ImmutableArray<DeliveryAttempt> Attempts { get; init; }

    /// <summary>The delivery of an end of a job.</summary>
    /// <param name="id">The id of the job that does it.</param>
    /// <param name="number">The number of the end.</param>
    /// <param name="delivery">That job, if there is one.</param>
    internal static JobDelivery Of(Guid id, int number, Job? delivery) => new()
    {
        Id = id,
        Number = number,
        State = delivery?.State,
        NextAttemptAt = delivery is { State: JobState.Scheduled or JobState.Queued } ? delivery.RunAt : null,
        Attempts = [.. (delivery?.Attempts ?? []).Select(DeliveryAttempt.Of)],
    };
}
