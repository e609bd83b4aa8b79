using System.Collections.Immutable;

namespace OrleansJobs.Batches;

/// <summary>A batch as its callers see it. Its counts are exact: they change in the commits that change its jobs.</summary>
[GenerateSerializer, Immutable, Alias("Batch")]
public sealed record Batch
{
    /// <summary>The id: a UUIDv7, or a UUIDv8 derived from an idempotency key.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Where it is.</summary>
    [Id(1)]
    public required BatchState State { get; init; }

    /// <summary>Jobs that it has had.</summary>
    [Id(2)]
    public required long Total { get; init; }

    /// <summary>Jobs that have succeeded; a job that is deleted stays counted.</summary>
    [Id(3)]
    public required long Succeeded { get; init; }

    /// <summary>Jobs that have failed.</summary>
    [Id(4)]
    public required long Failed { get; init; }

    /// <summary>Jobs that were cancelled.</summary>
    [Id(5)]
    public required long Cancelled { get; init; }

    /// <summary>Words to find it by.</summary>
    [Id(6)]
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>When it was made.</summary>
    [Id(7)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was completed; null: it is not.</summary>
    [Id(8)]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Why it was cancelled, if somebody said.</summary>
    [Id(9)]
    public string? CancelReason { get; init; }

    /// <summary>The jobs that its completion has submitted, or is about to.</summary>
    [Id(10)]
    public ImmutableArray<Guid>? Callbacks { get; init; }

    /// <summary>The job whose handler has fanned out to it; null: none.</summary>
    [Id(11)]
    public Guid? Parent { get; init; }
}
