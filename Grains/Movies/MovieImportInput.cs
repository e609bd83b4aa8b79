using System.Collections.Immutable;

namespace OrleansJobs.Grains.Movies;

/// <summary>The input of a job of kind "movies.import".</summary>
public sealed record MovieImportInput
{
    /// <summary>The movies to add.</summary>
    public required ImmutableArray<MovieImportItem> Movies { get; init; }
}
