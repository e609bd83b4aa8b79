using System.Collections.Immutable;

namespace OrleansJobs.Grains.Schedules;

/// <summary>What a schedule is to do now.</summary>
/// <param name="Runs">Due times whose runs are to be submitted, in order.</param>
/// <param name="After">The schedule when that is done.</param>
public sealed record ScheduleStep(ImmutableArray<DateTimeOffset> Runs, ScheduleRecord After)
{
    /// <summary>Whether the run before is to be cancelled first.</summary>
    public bool CancelsLast { get; init; }
}
