using OrleansJobs.Batches;

namespace OrleansJobs.Grains.Batches;

/// <summary>Everything that is stored of a batch.</summary>
public sealed record BatchRecord
{
    /// <summary>The row's number in order of insertion, given by the store; 0 before.</summary>
    public long Seq { get; init; }

    public required Guid Id { get; init; }
    public required BatchSpec Spec { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Jobs that it may have.</summary>
    public required int Most { get; init; }

    /// <summary>Whether it takes no more jobs.</summary>
    public bool Sealed { get; init; }

    public long Total { get; init; }
    public long Succeeded { get; init; }
    public long Failed { get; init; }
    public long Cancelled { get; init; }

    /// <summary>When somebody asked to cancel it; null: nobody has.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    public string? CancelReason { get; init; }

    /// <summary>When it was completed: it was sealed, and all its jobs had ended. Set once.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether all its jobs had succeeded when it was completed.</summary>
    public bool AllSucceeded { get; init; }

    /// <summary>Since when its grain has something to do: to submit callbacks, or to cancel jobs. Null: nothing.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
