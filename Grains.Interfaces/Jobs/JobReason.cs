using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>One reason why a job is where it is.</summary>
[GenerateSerializer, Immutable, Alias("JobReason")]
public sealed record JobReason
{
    /// <summary>The reason, for programs.</summary>
    [Id(0)]
    public required ReasonCode Code { get; init; }

    /// <summary>The reason in a sentence, for people.</summary>
    [Id(1)]
    public required string Detail { get; init; }

    /// <summary>Until when it holds, if that is known.</summary>
    [Id(2)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>The jobs that it waits for, at most ten; null if it waits for none.</summary>
    [Id(3)]
    public ImmutableArray<Guid>? By { get; init; }
}
