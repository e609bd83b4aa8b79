namespace OrleansJobs.Live;

/// <summary>
/// Under which circumstances news is told. While it stays the same, a watcher misses nothing that is committed after its lease was
/// taken; when it changes, something may have been missed before.
/// </summary>
[GenerateSerializer, Immutable, Alias("WatchTerm")]
public sealed record WatchTerm
{
    /// <summary>Which activation of <see cref="IWatchersGrain"/> answered.</summary>
    [Id(0)]
    public required Guid Term { get; init; }

    /// <summary>Grows when a silo comes, goes, or has learnt late of what is watched, and when a lease has run out.</summary>
    [Id(1)]
    public required long Generation { get; init; }
}
