using System.Collections.Immutable;

namespace OrleansJobs.Jobs;

/// <summary>What became of a submit: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("SubmitResult")]
public abstract record SubmitResult
{
    private SubmitResult()
    {
    }

    /// <summary>A new job, durable.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.Accepted")]
    public sealed record Accepted : SubmitResult
    {
        /// <summary>The job as stored.</summary>
        [Id(0)]
        public required Job Job { get; init; }
    }

    /// <summary>No new job: the key was used before with the same request, or the submit has become a job that waits under its debounce key.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.Existing")]
    public sealed record Existing : SubmitResult
    {
        /// <summary>The job that an earlier submit made, as it is now.</summary>
        [Id(0)]
        public required Job Job { get; init; }
    }

    /// <summary>The key was used before with another request; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.KeyReused")]
    public sealed record KeyReused : SubmitResult;

    /// <summary>The request is not valid; nothing was stored.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.Invalid")]
    public sealed record Invalid : SubmitResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>As many jobs wait in the queue as may; nothing was stored.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.QueueFull")]
    public sealed record QueueFull : SubmitResult;

    /// <summary>Another job takes the submits of this debounce key; nothing was stored. <see cref="IDebounceGrain"/> asks that one, and answers this to nobody.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.DebounceTaken")]
    public sealed record DebounceTaken : SubmitResult;

    /// <summary>The batch takes no more jobs, as it is sealed or has as many as it may, or there is none; nothing was stored.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.BatchClosed")]
    public sealed record BatchClosed : SubmitResult;

    /// <summary>The store did not take the job. With a key, the submit can safely be repeated.</summary>
    [GenerateSerializer, Immutable, Alias("SubmitResult.Unavailable")]
    public sealed record Unavailable : SubmitResult
    {
        /// <summary>Whether it is certain that nothing was changed.</summary>
        [Id(0)]
        public bool Unchanged { get; init; }

        /// <summary>Whether the store is overloaded: whoever tries again had better wait a little.</summary>
        [Id(1)]
        public bool IsBusy { get; init; }

        /// <summary>The answer after a failure.</summary>
        public static Unavailable After(Exception error) =>
            new() { Unchanged = StoreException.IsUnchanged(error), IsBusy = StoreException.IsOverload(error) };
    }
}
