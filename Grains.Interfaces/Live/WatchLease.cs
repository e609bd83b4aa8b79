using System.Collections.Immutable;

namespace OrleansJobs.Live;

/// <summary>What one web process wants to be told, until it says otherwise or does not renew it for 20 s.</summary>
[GenerateSerializer, Immutable, Alias("WatchLease")]
public sealed record WatchLease
{
    /// <summary>The process: an id drawn at its start.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Whom to tell.</summary>
    [Id(1)]
    public required IWatcher Watcher { get; init; }

    /// <summary>Grows with every change of what the process wants.</summary>
    [Id(2)]
    public required long Revision { get; init; }

    /// <summary>Jobs of which it wants to know everything.</summary>
    [Id(3)]
    public ImmutableArray<Guid> Jobs { get; init; } = [];

    /// <summary>Jobs of which it wants to know every state.</summary>
    [Id(4)]
    public ImmutableArray<NewsFilter> Filters { get; init; } = [];

    /// <summary>Whether nothing is wanted.</summary>
    public bool IsEmpty => Jobs.IsEmpty && Filters.IsEmpty;
}
