using System.Collections.Immutable;

namespace OrleansJobs.Schedules;

/// <summary>A part of the list of schedules.</summary>
[GenerateSerializer, Immutable, Alias("SchedulePage")]
public sealed record SchedulePage
{
    /// <summary>The schedules, in order of their names.</summary>
    [Id(0)]
    public required ImmutableArray<Schedule> Schedules { get; init; }

    /// <summary>The name after which the next page begins; null on the last one.</summary>
    [Id(1)]
    public string? Next { get; init; }
}
