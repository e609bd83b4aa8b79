using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Schedules;

/// <summary>What became of a change of a schedule: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("ScheduleResult")]
public abstract record ScheduleResult
{
    private ScheduleResult()
    {
    }

    /// <summary>Done, durable; or there was nothing to change.</summary>
    [GenerateSerializer, Immutable, Alias("ScheduleResult.Changed")]
    public sealed record Changed : ScheduleResult
    {
        /// <summary>The schedule as it is now; as it was, if it was removed.</summary>
        [Id(0)]
        public required Schedule Schedule { get; init; }

        /// <summary>Whether it was made by this.</summary>
        [Id(1)]
        public bool IsNew { get; init; }
    }

    /// <summary>There is no schedule of this name.</summary>
    [GenerateSerializer, Immutable, Alias("ScheduleResult.NotFound")]
    public sealed record NotFound : ScheduleResult;

    /// <summary>The request is not valid; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("ScheduleResult.Invalid")]
    public sealed record Invalid : ScheduleResult
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }

    /// <summary>The store did not take the change. It can be repeated.</summary>
    [GenerateSerializer, Immutable, Alias("ScheduleResult.Unavailable")]
    public sealed record Unavailable : ScheduleResult
    {
        /// <summary>Whether it is certain that nothing was changed.</summary>
        [Id(0)]
        public bool Unchanged { get; init; }
    }
}
