using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>Says what is wrong with a schedule. Pure.</summary>
internal static class ScheduleRules
{
    private const int LongestCron = 200;

    private static readonly TimeSpan LongestJitter = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestExpectation = TimeSpan.FromDays(366);

    /// <summary>All faults of <paramref name="spec"/>; none if it is valid.</summary>
    /// <param name="spec">The schedule.</param>
    /// <param name="checkJob">Says what is wrong with its job.</param>
    public static ImmutableArray<FieldError> Check(ScheduleSpec spec, Func<JobSpec, ImmutableArray<FieldError>> checkJob)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        CheckTimes(spec, errors);
        if (spec.StartsAt > spec.EndsAt) Add("endsAt", "must not be before startsAt");
        if (spec.Jitter < TimeSpan.Zero || spec.Jitter > LongestJitter) Add("jitter", $"must be from zero to {LongestJitter.TotalDays:0} day");
        if (spec.ExpectWithin <= TimeSpan.Zero || spec.ExpectWithin > LongestExpectation)
            Add("expectWithin", $"must be more than zero and at most {LongestExpectation.TotalDays:0} days");
        if (spec.Job.RunAt is not null) Add("job.runAt", "follows from the schedule: leave it out");
        if (spec.Job.ExpiresAt is not null) Add("job.expiresAt", "is one time, and there are many runs: leave it out");
        if (spec.Job.Debounce is not null) Add("job.debounce", "would make one run of many: leave it out");
        if (!spec.Job.After.IsEmpty) Add("job.after", "names jobs that end once: leave it out");
        foreach (var fault in checkJob(spec.Job with { RunAt = null, ExpiresAt = null, Debounce = null, After = [] })) Add($"job.{fault.Field}", fault.Message);
        return errors.ToImmutable();

        void Add(string field, string message) => errors.Add(new FieldError { Field = field, Message = message });
    }

    /// <summary>All faults of an expression and a zone; none if <paramref name="times"/> are those that are due.</summary>
    public static ImmutableArray<FieldError> CheckTimes(string cron, string zone, out CronTimes? times)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        times = CheckTimes(new ScheduleSpec { Cron = cron, Zone = zone, Job = new JobSpec { Kind = "" } }, errors);
        return errors.ToImmutable();
    }

    private static CronTimes? CheckTimes(ScheduleSpec spec, ImmutableArray<FieldError>.Builder errors)
    {
        if (spec.Cron.Length is 0 or > LongestCron)
        {
            errors.Add(new FieldError { Field = "cron", Message = $"must have 1 to {LongestCron} characters" });
            return null;
        }

        var times = TimesOf(spec, errors);
        if (times is not null && times.Next(DateTimeOffset.MinValue) is null) errors.Add(new FieldError { Field = "cron", Message = "is never due" });
        return times;
    }

    /// <summary>In a zone that there is not, as if it were UTC: whether it is ever due is hardly another question there.</summary>
    private static CronTimes? TimesOf(ScheduleSpec spec, ImmutableArray<FieldError>.Builder errors) =>
        CronTimes.Read(spec, errors) ?? CronTimes.Read(spec with { Zone = "UTC" }, ImmutableArray.CreateBuilder<FieldError>());
}
