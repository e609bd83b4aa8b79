using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>The schedules of the traffic, which are made once and end by themselves.</summary>
internal static class TrafficSchedules
{
    /// <summary>The one whose due times all have runs, which may meet.</summary>
    public const string All = "all";

    /// <summary>The one whose due times all have runs, one after the other.</summary>
    public const string Line = "line";

    /// <summary>The one whose runs do not meet, and of whose missed due times only one has a run.</summary>
    public const string Few = "few";

    public static ImmutableArray<(string Name, ScheduleSpec Spec)> Of(DateTimeOffset start) =>
    [
        (All, new ScheduleSpec { Cron = "*/7 * * * * *", Job = Sleep(1), Misfire = MisfirePolicy.All, EndsAt = start + TimeSpan.FromSeconds(60) }),
        (Line, new ScheduleSpec { Cron = "*/9 * * * * *", Job = Sleep(4), Misfire = MisfirePolicy.All, Overlap = OverlapPolicy.Queue, EndsAt = start + TimeSpan.FromSeconds(60) }),
        (Few, new ScheduleSpec { Cron = "*/5 * * * * *", Job = Sleep(6), Overlap = OverlapPolicy.Skip, EndsAt = start + TimeSpan.FromSeconds(50) }),
    ];

    private static JobSpec Sleep(int seconds) => new() { Kind = "sleep", Input = Json.Parse($$"""{"duration":"PT{{seconds}}S"}""") };
}
