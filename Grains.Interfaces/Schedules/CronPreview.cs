using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Schedules;

/// <summary>What a cron expression comes to: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("CronPreview")]
public abstract record CronPreview
{
    private CronPreview()
    {
    }

    /// <summary>It can be read.</summary>
    [GenerateSerializer, Immutable, Alias("CronPreview.Due")]
    public sealed record Due : CronPreview
    {
        /// <summary>Its due times.</summary>
        [Id(0)]
        public required SchedulePreview Preview { get; init; }
    }

    /// <summary>It cannot, or its zone is none.</summary>
    [GenerateSerializer, Immutable, Alias("CronPreview.Invalid")]
    public sealed record Invalid : CronPreview
    {
        /// <summary>What is wrong, at least one entry.</summary>
        [Id(0)]
        public required ImmutableArray<FieldError> Errors { get; init; }
    }
}
