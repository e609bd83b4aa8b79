using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Schedules;

/// <summary>What became of a backfill: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("BackfillResult")]
public abstract record BackfillResult
{
    private BackfillResult()
    {
    }

    /// <summary>The runs from the first due time on have their jobs, durable.</summary>
    [GenerateSerializer, Immutable, Alias("BackfillResult.Done")]
    public sealed record Done : BackfillResult
    {
        /// <summary>Due times whose runs have jobs now, whether they were made by this or before.</summary>
        [Id(0)]
        public required int Runs { get; init; }

        /// <summary>The last due time that was looked at, if there may be more behind it; null if this was all.</summary>
        [Id(1)]
        public DateTimeOffset? Next { get; init; }
    }

    /// <summary>There is no schedule of this name.</summary>
    [GenerateSerializer, Immutable, Alias("BackfillResult.NotFound")]
    public sealed record NotFound : BackfillResult;

    /// <summary>The range, or a job of it, is refused.</summary>
    [GenerateSerializer, Immutable, Alias("BackfillResult.Invalid")]
    public sealed record Invalid : BackfillResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>The store, or a full queue, did not take all jobs. It can be repeated: no run gets a second job.</summary>
    [GenerateSerializer, Immutable, Alias("BackfillResult.Unavailable")]
    public sealed record Unavailable : BackfillResult;
}
