using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Movies;

/// <summary>What became of a request to change a movie: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("MovieResult")]
public abstract record MovieResult
{
    private MovieResult()
    {
    }

    /// <summary>There was no such movie, and now there is, durable.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.Added")]
    public sealed record Added : MovieResult
    {
        /// <summary>The new movie.</summary>
        [Id(0)]
        public required Movie Movie { get; init; }
    }

    /// <summary>The movie was changed, durable.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.Changed")]
    public sealed record Changed : MovieResult
    {
        /// <summary>The movie after the change.</summary>
        [Id(0)]
        public required Movie Movie { get; init; }
    }

    /// <summary>The movie is gone, durable.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.Removed")]
    public sealed record Removed : MovieResult
    {
        /// <summary>The movie as it last was.</summary>
        [Id(0)]
        public required Movie Movie { get; init; }
    }

    /// <summary>A movie of this title was there already; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.Exists")]
    public sealed record Exists : MovieResult
    {
        /// <summary>The movie that there is.</summary>
        [Id(0)]
        public required Movie Movie { get; init; }
    }

    /// <summary>There is no movie of this title.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.NotFound")]
    public sealed record NotFound : MovieResult;

    /// <summary>The condition of the request does not hold; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.ConditionFailed")]
    public sealed record ConditionFailed : MovieResult
    {
        /// <summary>The movie that there is; null if there is none.</summary>
        [Id(0)]
        public Movie? Movie { get; init; }
    }

    /// <summary>The request is not valid; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.Invalid")]
    public sealed record Invalid : MovieResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>The store did not make the change, or did not answer in time.</summary>
    [GenerateSerializer, Immutable, Alias("MovieResult.Unavailable")]
    public sealed record Unavailable : MovieResult
    {
        /// <summary>Whether it is certain that nothing was changed.</summary>
        [Id(0)]
        public bool Unchanged { get; init; }
    }
}
