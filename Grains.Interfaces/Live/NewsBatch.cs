using System.Collections.Immutable;

namespace OrleansJobs.Live;

/// <summary>What one silo has to tell one watcher. Batches come one after another; one without an answer comes again, unchanged.</summary>
[GenerateSerializer, Immutable, Alias("NewsBatch")]
public sealed record NewsBatch
{
    /// <summary>Whose batches these are: drawn by the silo for this watcher.</summary>
    [Id(0)]
    public required Guid From { get; init; }

    /// <summary>1 for the first batch, one more for each further one.</summary>
    [Id(1)]
    public required long Number { get; init; }

    /// <summary>The news, oldest first.</summary>
    [Id(2)]
    public required ImmutableArray<JobNews> News { get; init; }

    /// <summary>Whether other news was dropped, as the watcher took it too slowly.</summary>
    [Id(3)]
    public bool Missed { get; init; }
}
