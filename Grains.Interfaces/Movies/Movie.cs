namespace OrleansJobs.Movies;

/// <summary>A movie as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("Movie")]
public sealed record Movie
{
    /// <summary>Its fields.</summary>
    [Id(0)]
    public required MovieSpec Fields { get; init; }

    /// <summary>
    /// 64 random bits, new with each write: two versions are the same only if nothing was written between them, also where a
    /// movie was removed and added again.
    /// </summary>
    [Id(1)]
    public required long Version { get; init; }
}
