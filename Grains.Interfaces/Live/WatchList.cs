using System.Collections.Immutable;

namespace OrleansJobs.Live;

/// <summary>All that is watched, as every silo has to know it.</summary>
[GenerateSerializer, Immutable, Alias("WatchList")]
public sealed record WatchList
{
    /// <summary>Which activation of <see cref="IWatchersGrain"/> made it.</summary>
    [Id(0)]
    public required Guid Term { get; init; }

    /// <summary>Grows with every change within the term.</summary>
    [Id(1)]
    public required long Version { get; init; }

    /// <summary>Who watches what.</summary>
    [Id(2)]
    public required ImmutableArray<WatchLease> Leases { get; init; }
}
