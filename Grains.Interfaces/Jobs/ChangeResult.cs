using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>What became of a request to change a job (cancel, retry, patch, delete): one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("ChangeResult")]
public abstract record ChangeResult
{
    private ChangeResult()
    {
    }

    /// <summary>Done, durable.</summary>
    [GenerateSerializer, Immutable, Alias("ChangeResult.Changed")]
    public sealed record Changed : ChangeResult
    {
        /// <summary>The job after the change.</summary>
        [Id(0)]
        public required Job Job { get; init; }
    }

    /// <summary>The job's state does not allow it: it has ended, has not ended yet, or runs.</summary>
    [GenerateSerializer, Immutable, Alias("ChangeResult.Conflict")]
    public sealed record Conflict : ChangeResult
    {
        /// <summary>The job, unchanged.</summary>
        [Id(0)]
        public required Job Job { get; init; }
    }

    /// <summary>The job's version is none of those that the request was meant for.</summary>
    [GenerateSerializer, Immutable, Alias("ChangeResult.OtherVersion")]
    public sealed record OtherVersion : ChangeResult
    {
        /// <summary>The job, unchanged.</summary>
        [Id(0)]
        public required Job Job { get; init; }
    }

    /// <summary>There is no such job.</summary>
    [GenerateSerializer, Immutable, Alias("ChangeResult.NotFound")]
    public sealed record NotFound : ChangeResult;

    /// <summary>The request is not valid; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("ChangeResult.Invalid")]
    public sealed record Invalid : ChangeResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>The store did not make the change, or did not answer in time.</summary>
    [GenerateSerializer, Immutable, Alias("ChangeResult.Unavailable")]
    public sealed record Unavailable : ChangeResult
    {
        /// <summary>Whether it is certain that nothing was changed.</summary>
        [Id(0)]
        public bool Unchanged { get; init; }
    }
}
