using System.Collections.Immutable;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using Xunit;

namespace OrleansJobs.Tests.Grains.Schedules;

/// <summary>What is refused of a schedule, all faults at once.</summary>
public sealed class ScheduleRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly ScheduleSpec Daily = new() { Cron = "@daily", Job = new JobSpec { Kind = "noop" } };

    public static TheoryData<string, ScheduleSpec> Wrong => new()
    {
        { "cron", Daily with { Cron = "" } },
        { "cron", Daily with { Cron = new string('1', 201) } },
        { "cron", Daily with { Cron = "0 0 30 2 *" } },
        { "zone", Daily with { Zone = "Mars/Olympus" } },
        { "zone, cron", Daily with { Zone = "Mars/Olympus", Cron = "0 0 30 2 *" } },
        { "cron, zone", Daily with { Zone = "Mars/Olympus", Cron = "never" } },
        { "cron, endsAt", Daily with { StartsAt = Noon, EndsAt = Noon.AddTicks(-1) } },
        { "cron", Daily with { StartsAt = Noon, EndsAt = Noon.AddHours(1) } },
        { "jitter", Daily with { Jitter = TimeSpan.FromTicks(-1) } },
        { "jitter", Daily with { Jitter = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) } },
        { "expectWithin", Daily with { ExpectWithin = TimeSpan.Zero } },
        { "expectWithin", Daily with { ExpectWithin = TimeSpan.FromDays(367) } },
        { "job.runAt", Daily with { Job = Daily.Job with { RunAt = Noon } } },
        { "job.expiresAt", Daily with { Job = Daily.Job with { ExpiresAt = Noon } } },
        { "job.debounce", Daily with { Job = Daily.Job with { Debounce = new JobDebounce { Key = "k", For = TimeSpan.FromSeconds(1) } } } },
        { "job.kind", Daily with { Job = new JobSpec { Kind = "none" } } },
        { "zone, jitter, job.kind", Daily with { Zone = "", Jitter = TimeSpan.FromDays(2), Job = new JobSpec { Kind = "none" } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Each_fault_is_named(string fields, ScheduleSpec spec) =>
        Assert.Equal(fields, string.Join(", ", ScheduleRules.Check(spec, CheckJob).Select(fault => fault.Field)));

    [Fact]
    public void What_is_at_its_bounds_is_allowed() => Assert.Empty(ScheduleRules.Check(
        Daily with
        {
            Jitter = TimeSpan.FromDays(1),
            StartsAt = Noon.AddHours(12),
            EndsAt = Noon.AddHours(12),
            ExpectWithin = TimeSpan.FromDays(366),
        },
        CheckJob));

    private static ImmutableArray<FieldError> CheckJob(JobSpec job) =>
        job.Kind == "noop" ? [] : [new FieldError { Field = "kind", Message = "is none" }];
}
