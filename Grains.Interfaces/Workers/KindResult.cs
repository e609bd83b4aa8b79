using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Workers;

/// <summary>What became of a request to register or remove a kind: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("KindResult")]
public abstract record KindResult
{
    private KindResult()
    {
    }

    /// <summary>Done, durable.</summary>
    [GenerateSerializer, Immutable, Alias("KindResult.Changed")]
    public sealed record Changed : KindResult
    {
        /// <summary>The kind as it is, or was before it was removed.</summary>
        [Id(0)]
        public required KindDescription Kind { get; init; }

        /// <summary>Whether there was none of the name before.</summary>
        [Id(1)]
        public bool IsNew { get; init; }
    }

    /// <summary>The service itself runs jobs of this kind: it is as its program says.</summary>
    [GenerateSerializer, Immutable, Alias("KindResult.RunsHere")]
    public sealed record RunsHere : KindResult;

    /// <summary>There is no such kind.</summary>
    [GenerateSerializer, Immutable, Alias("KindResult.NotFound")]
    public sealed record NotFound : KindResult;

    /// <summary>The request is not valid; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("KindResult.Invalid")]
    public sealed record Invalid : KindResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>The store did not make the change, or did not answer in time: it may have been made.</summary>
    [GenerateSerializer, Immutable, Alias("KindResult.Unavailable")]
    public sealed record Unavailable : KindResult;
}
