using System.Collections.Immutable;

namespace OrleansJobs.Movies;

/// <summary>What must hold of a movie for a change to be made. By default nothing.</summary>
[GenerateSerializer, Immutable, Alias("MovieCondition")]
public sealed record MovieCondition
{
    /// <summary>The versions that the change is meant for; empty for any.</summary>
    [Id(0)]
    public ImmutableArray<long> Versions { get; init; } = [];

    /// <summary>Whether there must be such a movie.</summary>
    [Id(1)]
    public bool MustExist { get; init; }

    /// <summary>Whether there must be no such movie.</summary>
    [Id(2)]
    public bool MustNotExist { get; init; }

    /// <summary>Whether it holds of what there is; null is no movie.</summary>
    public bool IsMetBy(Movie? movie) => movie is null
        ? !MustExist && Versions.IsEmpty
        : !MustNotExist && (Versions.IsEmpty || Versions.Contains(movie.Version));
}
