using System.Collections.Immutable;

namespace OrleansJobs.Workers;

/// <summary>A worker outside that asks a queue for jobs, as it said last.</summary>
[GenerateSerializer, Immutable, Alias("WorkerStatus")]
public sealed record WorkerStatus
{
    /// <summary>The name that it gave itself; several may share one, of whom the last to ask is shown.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The kinds of job that it runs.</summary>
    [Id(1)]
    public required ImmutableArray<string> Kinds { get; init; }

    /// <summary>What it has.</summary>
    [Id(2)]
    public required ImmutableArray<string> Labels { get; init; }

    /// <summary>When it asked last.</summary>
    [Id(3)]
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Whether it waits for jobs now; if not, it works, or has gone.</summary>
    [Id(4)]
    public required bool Waits { get; init; }

    /// <summary>The queue that it asks; null of a silo that does not tell yet.</summary>
    [Id(5)]
    public string? Queue { get; init; }
}
