using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Batches;

/// <summary>What a caller asks for when making a batch.</summary>
[GenerateSerializer, Immutable, Alias("BatchSpec")]
public sealed record BatchSpec
{
    /// <summary>The job that is submitted when all have ended, in whatever way; null: none.</summary>
    [Id(0)]
    public JobSpec? OnCompleted { get; init; }

    /// <summary>The job that is submitted when all have ended and all have succeeded; null: none.</summary>
    [Id(1)]
    public JobSpec? OnSucceeded { get; init; }

    /// <summary>The job that is submitted when all have ended and not all have succeeded; null: none.</summary>
    [Id(2)]
    public JobSpec? OnFailed { get; init; }

    /// <summary>Words by which operators find the batch.</summary>
    [Id(3)]
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Whose batch it is.</summary>
    [Id(4)]
    public string Tenant { get; init; } = JobId.DefaultTenant;

    /// <summary>The job whose handler fans out to it, and rests until it is completed; null: none.</summary>
    [Id(5)]
    public Guid? Parent { get; init; }

    /// <summary>The attempt of that job, which alone may make the batch.</summary>
    [Id(6)]
    public Guid? ParentToken { get; init; }
}
