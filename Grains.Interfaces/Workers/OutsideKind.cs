using OrleansJobs.Jobs;

namespace OrleansJobs.Workers;

/// <summary>A kind of job that only workers outside run, as it is registered.</summary>
[GenerateSerializer, Immutable, Alias("OutsideKind")]
public sealed record OutsideKind
{
    /// <summary>The name that jobs give.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The queue of jobs that name none. Default "default".</summary>
    [Id(1)]
    public string Queue { get; init; } = "default";

    /// <summary>The longest that one attempt may run, from its lease on; null, the default, is without limit.</summary>
    [Id(2)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>When failed attempts are repeated.</summary>
    [Id(3)]
    public RetryRule Retry { get; init; } = new();

    /// <summary>The JSON Schema (2020-12) that inputs must fit; null: any does.</summary>
    [Id(4)]
    public Json? InputSchema { get; init; }
}
