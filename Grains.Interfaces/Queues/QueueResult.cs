using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Queues;

/// <summary>What became of a request to change a queue: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("QueueResult")]
public abstract record QueueResult
{
    private QueueResult()
    {
    }

    /// <summary>Done, durable, in effect.</summary>
    [GenerateSerializer, Immutable, Alias("QueueResult.Changed")]
    public sealed record Changed : QueueResult
    {
        /// <summary>The queue after the change.</summary>
        [Id(0)]
        public required QueueStatus Queue { get; init; }
    }

    /// <summary>The request is not valid; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("QueueResult.Invalid")]
    public sealed record Invalid : QueueResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>The store did not make the change, or did not answer in time.</summary>
    [GenerateSerializer, Immutable, Alias("QueueResult.Unavailable")]
    public sealed record Unavailable : QueueResult
    {
        /// <summary>Whether it is certain that nothing was changed.</summary>
        [Id(0)]
        public bool Unchanged { get; init; }
    }
}
