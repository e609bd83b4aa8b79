using System.Collections.Immutable;
using Cronos;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>The due times of a schedule: a cron expression in a time zone, between a first and a last time. Pure.</summary>
public sealed class CronTimes
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;
    private readonly DateTimeOffset _first;
    private readonly DateTimeOffset _last;

    private CronTimes(CronExpression expression, TimeZoneInfo zone, DateTimeOffset? first, DateTimeOffset? last) =>
        (_expression, _zone, _first, _last) = (expression, zone, first ?? DateTimeOffset.MinValue, last ?? DateTimeOffset.MaxValue);

    /// <summary>The due times of a schedule whose members are known to be right.</summary>
    public static CronTimes Of(ScheduleSpec spec) =>
        Read(spec, ImmutableArray.CreateBuilder<FieldError>()) ?? throw new ArgumentException($"\"{spec.Cron}\" in \"{spec.Zone}\" cannot be read.", nameof(spec));

    /// <summary>The due times of a schedule; null, and faults, if its expression or zone is none.</summary>
    public static CronTimes? Read(ScheduleSpec spec, ImmutableArray<FieldError>.Builder errors)
    {
        var expression = ReadExpression(spec.Cron, errors);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(spec.Zone, out var zone))
            errors.Add(new FieldError { Field = "zone", Message = "is not the name of a time zone, such as Europe/Berlin" });
        return expression is null || zone is null ? null : new CronTimes(expression, zone, spec.StartsAt, spec.EndsAt);
    }

    /// <summary>The first due time after this one, in the schedule's zone; null if there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var inclusive = after < _first;
        var next = _expression.GetNextOccurrence(inclusive ? _first : after, _zone, inclusive);
        return next <= _last ? next : null;
    }

    /// <summary>The due times after the first time, up to and with the second, in order.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until)
    {
        for (var next = Next(after); next <= until; next = Next(next.Value)) yield return next.Value;
    }

    /// <summary>The last due time after the first time, up to and with the second; null if there is none. The cost does not grow with their number.</summary>
    public DateTimeOffset? Latest(DateTimeOffset after, DateTimeOffset until)
    {
        if (!(Next(after) <= until)) return null;

        // There is one after the lower bound and none after the upper; between two that are a second apart there is one at most.
        var (low, high) = (after, until);
        while (high - low > Step)
        {
            var middle = low + (high - low) / 2;
            if (Next(middle) <= until) low = middle;
            else high = middle;
        }

        return Next(low);
    }

    private static CronExpression? ReadExpression(string cron, ImmutableArray<FieldError>.Builder errors)
    {
        try
        {
            var hasSeconds = cron.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length == 6;
            return CronExpression.Parse(cron, hasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (CronFormatException error)
        {
            errors.Add(new FieldError { Field = "cron", Message = $"cannot be read: {error.Message}" });
            return null;
        }
    }
}
