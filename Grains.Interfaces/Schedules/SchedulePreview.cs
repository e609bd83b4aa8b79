using System.Collections.Immutable;

namespace OrleansJobs.Schedules;

/// <summary>Due times of a schedule.</summary>
[GenerateSerializer, Immutable, Alias("SchedulePreview")]
public sealed record SchedulePreview
{
    /// <summary>The due times, in order, in the schedule's zone.</summary>
    [Id(0)]
    public required ImmutableArray<DateTimeOffset> Times { get; init; }
}
