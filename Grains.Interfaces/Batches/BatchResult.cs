using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Batches;

/// <summary>What became of a request to make or change a batch: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("BatchResult")]
public abstract record BatchResult
{
    private BatchResult()
    {
    }

    /// <summary>Done, durable.</summary>
    [GenerateSerializer, Immutable, Alias("BatchResult.Changed")]
    public sealed record Changed : BatchResult
    {
        /// <summary>The batch after it.</summary>
        [Id(0)]
        public required Batch Batch { get; init; }

        /// <summary>Whether it was made by this.</summary>
        [Id(1)]
        public bool IsNew { get; init; }
    }

    /// <summary>The batch is completed already.</summary>
    [GenerateSerializer, Immutable, Alias("BatchResult.Conflict")]
    public sealed record Conflict : BatchResult;

    /// <summary>The key was used before with another request; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("BatchResult.KeyReused")]
    public sealed record KeyReused : BatchResult;

    /// <summary>There is no such batch.</summary>
    [GenerateSerializer, Immutable, Alias("BatchResult.NotFound")]
    public sealed record NotFound : BatchResult;

    /// <summary>The request is not valid; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("BatchResult.Invalid")]
    public sealed record Invalid : BatchResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>The store did not make the change, or did not answer in time. All changes of a batch can be repeated.</summary>
    [GenerateSerializer, Immutable, Alias("BatchResult.Unavailable")]
    public sealed record Unavailable : BatchResult
    {
        /// <summary>Whether it is certain that nothing was changed.</summary>
        [Id(0)]
        public bool Unchanged { get; init; }
    }
}
