using System.Collections.Immutable;
using Cronos;
using NodaTime;
using NodaTime.TimeZones;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>The due times of a schedule: a cron expression in a time zone, between a first and a last time. Pure.</summary>
/// <remarks>
/// The expression is only asked about the calendar, as if all clocks showed UTC; when the zone's clock shows that, is looked up here. The
/// framework's TimeZoneInfo does not know which times are skipped and repeated in zones whose daylight saving is negative (Dublin,
/// Casablanca), and an expression that is asked with it answers the same time again and again.
/// </remarks>
public sealed class CronTimes
{
    private static readonly string[] EveryHour = ["@hourly", "@every_minute", "@every_second"];

    // Within what expression and zone know, and what can be computed with.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset End = new(2400, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly CronExpression _expression;
    private readonly bool _hasIntervals;
    private readonly bool _isForEveryHour;
    private readonly DateTimeZone _zone;
    private readonly DateTimeOffset _first;
    private readonly DateTimeOffset _last;

    private CronTimes(CronExpression expression, string[] fields, DateTimeZone zone, ScheduleSpec spec)
    {
        (_expression, _zone) = (expression, zone);
        (_first, _last) = (spec.StartsAt > Earliest ? spec.StartsAt.Value : Earliest, spec.EndsAt ?? End);
        _isForEveryHour = fields is [var macro] ? EveryHour.Contains(macro, StringComparer.OrdinalIgnoreCase) : fields[^4] == "*";
        _hasIntervals = _isForEveryHour || fields.SkipLast(3).Any(field => field.AsSpan().ContainsAny('*', '/'));
    }

    /// <summary>The due times of a schedule whose members are known to be right.</summary>
    public static CronTimes Of(ScheduleSpec spec) =>
        Read(spec, ImmutableArray.CreateBuilder<FieldError>()) ?? throw new ArgumentException($"\"{spec.Cron}\" in \"{spec.Zone}\" cannot be read.", nameof(spec));

    /// <summary>The due times of a schedule; null, and faults, if its expression or zone is none.</summary>
    public static CronTimes? Read(ScheduleSpec spec, ImmutableArray<FieldError>.Builder errors)
    {
        var fields = spec.Cron.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var expression = ReadExpression(spec.Cron, fields.Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, errors);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(spec.Zone);
        if (zone is null) errors.Add(new FieldError { Field = "zone", Message = "is not the name of a time zone, such as Europe/Berlin" });
        return expression is null || zone is null ? null : new CronTimes(expression, fields, zone, spec);
    }

    /// <summary>The first due time after this one, in the schedule's zone; null if there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (after < _first) after = _first.AddTicks(-1);
        if (after >= _last || after >= End) return null;
        var interval = _zone.GetZoneInterval(Instant.FromDateTimeOffset(after));
        for (var shown = NextShown(Wall(after, interval)); shown is { } wall;)
        {
            if (interval.HasEnd && wall >= Wall(interval.End, interval))
            {
                // The clock is moved before it shows this, and perhaps past it. Of an expression for every hour, nothing is lost then.
                var change = interval.End;
                interval = _zone.GetZoneInterval(change);
                if (wall < Wall(change, interval) && !_isForEveryHour) return NotAfterLast(Wall(change, interval), interval);
                shown = NextShown(Wall(change, interval).AddTicks(-1));
            }
            else if (_hasIntervals || !IsRepeated(wall, interval))
            {
                return NotAfterLast(wall, interval);
            }
            else
            {
                shown = NextShown(wall);
            }
        }

        return null;
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

    private static CronExpression? ReadExpression(string cron, CronFormat format, ImmutableArray<FieldError>.Builder errors)
    {
        try
        {
            return CronExpression.Parse(cron, format);
        }
        catch (CronFormatException error)
        {
            errors.Add(new FieldError { Field = "cron", Message = $"cannot be read: {error.Message}" });
            return null;
        }
    }

    private DateTime? NextShown(DateTime wall) => _expression.GetNextOccurrence(wall);

    /// <summary>Whether the clock has shown this before it was set back to where the interval begins.</summary>
    private bool IsRepeated(DateTime wall, ZoneInterval interval) =>
        interval.HasStart && wall < Wall(interval.Start, _zone.GetZoneInterval(interval.Start - Duration.Epsilon));

    private DateTimeOffset? NotAfterLast(DateTime wall, ZoneInterval interval)
    {
        var due = new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), interval.WallOffset.ToTimeSpan());
        return due <= _last ? due : null;
    }

    /// <summary>What the clock shows, as the expression wants it.</summary>
    private static DateTime Wall(DateTimeOffset time, ZoneInterval interval) => time.UtcDateTime + interval.WallOffset.ToTimeSpan();

    private static DateTime Wall(Instant time, ZoneInterval interval) => Wall(time.ToDateTimeOffset(), interval);
}
