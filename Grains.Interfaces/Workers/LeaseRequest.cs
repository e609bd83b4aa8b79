using System.Collections.Immutable;

namespace OrleansJobs.Workers;

/// <summary>What a worker outside asks a queue for.</summary>
[GenerateSerializer, Immutable, Alias("LeaseRequest")]
public sealed record LeaseRequest
{
    /// <summary>The kinds of job that it runs, at least one.</summary>
    [Id(0)]
    public required ImmutableArray<string> Kinds { get; init; }

    /// <summary>What it has: it gets no job that requires anything else.</summary>
    [Id(1)]
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>As many jobs at most, 1 or more.</summary>
    [Id(2)]
    public int Max { get; init; } = 1;

    /// <summary>How long to wait if there is none. At most 10 s; a longer wait is several calls.</summary>
    [Id(3)]
    public TimeSpan Wait { get; init; }

    /// <summary>Its name, for people.</summary>
    [Id(4)]
    public string Worker { get; init; } = "worker";
}
