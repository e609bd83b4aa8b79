namespace OrleansJobs.Client;

/// <summary>What a batch shall be.</summary>
public sealed record BatchSpec
{
    /// <summary>Its jobs.</summary>
    public IReadOnlyList<JobSpec> Jobs { get; init; } = [];

    /// <summary>The job that is submitted when all have ended, in whatever way.</summary>
    public JobSpec? OnCompleted { get; init; }

    /// <summary>The job that is submitted when all have ended and all have succeeded.</summary>
    public JobSpec? OnSucceeded { get; init; }

    /// <summary>The job that is submitted when all have ended and not all have succeeded.</summary>
    public JobSpec? OnFailed { get; init; }

    /// <summary>Words by which operators find the batch.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Whether it takes more jobs, until it is sealed.</summary>
    public bool Open { get; init; }
}

/// <summary>A batch, as the server knew it when it answered. Its counts are exact.</summary>
public sealed record Batch
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it is.</summary>
    public required BatchState State { get; init; }

    /// <summary>Jobs that it has had.</summary>
    public long Total { get; init; }

    /// <summary>Jobs that have succeeded.</summary>
    public long Succeeded { get; init; }

    /// <summary>Jobs that have failed.</summary>
    public long Failed { get; init; }

    /// <summary>Jobs that were cancelled.</summary>
    public long Cancelled { get; init; }

    /// <summary>Words to find it by.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was completed; null: it is not.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Why it was cancelled, if somebody said.</summary>
    public string? CancelReason { get; init; }

    /// <summary>The jobs that its completion has submitted, or is about to; null: none.</summary>
    public IReadOnlyList<Guid>? Callbacks { get; init; }

    /// <summary>The job that has fanned out to it; null: none.</summary>
    public Guid? Parent { get; init; }
}

/// <summary>Where a batch is.</summary>
public enum BatchState
{
    /// <summary>A state that this client does not know: the server is newer.</summary>
    Unknown,

    /// <summary>It takes jobs.</summary>
    Open,

    /// <summary>It takes no more jobs, and some have not ended.</summary>
    Running,

    /// <summary>It takes no more jobs, and those that have not ended are being cancelled.</summary>
    Cancelling,

    /// <summary>All have ended: its callbacks are due, once.</summary>
    Completed,
}

internal sealed record BatchPage(IReadOnlyList<Batch> Batches, string? NextCursor) : IPage<Batch>
{
    [JsonIgnore]
    public IReadOnlyList<Batch> Items => Batches;
}

internal sealed record MoreJobsBody(IReadOnlyList<JobSpec> Jobs);
