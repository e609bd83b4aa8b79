using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;
using Xunit;

namespace OrleansJobs.Tests.Grains.Schedules;

/// <summary>Due times against ones that were written by hand, from the calendar and the rules of the time zones.</summary>
public sealed class CronTimesTests
{
    /// <summary>Expression, zone, a time, and the due times after it.</summary>
    public static TheoryData<string, string, string, string> Clocks => new()
    {
        // Berlin: on 29 March 2026 at 02:00+01 the clock goes to 03:00+02; on 25 October at 03:00+02 to 02:00+01.
        { "30 2 * * *", "Europe/Berlin", "2026-03-28T00:00+01:00", "03-28T02:30+01:00 03-29T03:00+02:00 03-30T02:30+02:00" },
        { "0 2 * * *", "Europe/Berlin", "2026-03-28T12:00+01:00", "03-29T03:00+02:00 03-30T02:00+02:00" },
        { "0 3 * * *", "Europe/Berlin", "2026-03-28T12:00+01:00", "03-29T03:00+02:00 03-30T03:00+02:00" },
        { "30 2 * * *", "Europe/Berlin", "2026-10-24T12:00+02:00", "10-25T02:30+02:00 10-26T02:30+01:00" },
        { "0 2 * * *", "Europe/Berlin", "2026-10-24T12:00+02:00", "10-25T02:00+02:00 10-26T02:00+01:00" },
        { "0 3 * * *", "Europe/Berlin", "2026-10-24T12:00+02:00", "10-25T03:00+01:00 10-26T03:00+01:00" },
        { "0 * * * *", "Europe/Berlin", "2026-03-29T00:30+01:00", "03-29T01:00+01:00 03-29T03:00+02:00 03-29T04:00+02:00" },
        { "0 * * * *", "Europe/Berlin", "2026-10-25T00:30+02:00", "10-25T01:00+02:00 10-25T02:00+02:00 10-25T02:00+01:00 10-25T03:00+01:00" },
        { "*/30 2 * * *", "Europe/Berlin", "2026-10-24T12:00+02:00", "10-25T02:00+02:00 10-25T02:30+02:00 10-25T02:00+01:00 10-25T02:30+01:00 10-26T02:00+01:00" },
        { "*/30 2 * * *", "Europe/Berlin", "2026-03-28T12:00+01:00", "03-29T03:00+02:00 03-30T02:00+02:00" },
        { "0 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00+01:00", "03-29T03:00+02:00 03-30T02:00+02:00 03-30T03:00+02:00" },
        { "30 2 * * *", "Europe/Berlin", "2026-10-25T02:10+01:00", "10-26T02:30+01:00" },
        { "10,50 2 * * *", "Europe/Berlin", "2026-10-24T12:00+02:00", "10-25T02:10+02:00 10-25T02:50+02:00 10-26T02:10+01:00" },
        { "45 * * * *", "Europe/Berlin", "2026-03-29T01:00+01:00", "03-29T01:45+01:00 03-29T03:45+02:00" },
        { "45 */2 * * *", "Europe/Berlin", "2026-03-29T01:00+01:00", "03-29T03:00+02:00 03-29T04:45+02:00" },
        { "@hourly", "Europe/Berlin", "2026-10-25T02:00+02:00", "10-25T02:00+01:00 10-25T03:00+01:00" },

        // New York: on 8 March 2026 at 02:00-05 to 03:00-04; on 1 November at 02:00-04 to 01:00-05.
        { "30 2 * * *", "America/New_York", "2026-03-07T12:00-05:00", "03-08T03:00-04:00 03-09T02:30-04:00" },
        { "30 1 * * *", "America/New_York", "2026-10-31T12:00-04:00", "11-01T01:30-04:00 11-02T01:30-05:00" },
        { "0 12 * * *", "America/New_York", "2026-03-07T13:00-05:00", "03-08T12:00-04:00 03-09T12:00-04:00" },

        // Lord Howe goes by half an hour: on 5 April 2026 at 02:00+11 to 01:30+10:30; on 4 October at 02:00+10:30 to 02:30+11.
        { "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00+10:30", "10-04T02:30+11:00 10-05T02:15+11:00" },
        { "45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00+11:00", "04-05T01:45+11:00 04-06T01:45+10:30" },
        { "*/15 1 * * *", "Australia/Lord_Howe", "2026-04-05T01:20+11:00", "04-05T01:30+11:00 04-05T01:45+11:00 04-05T01:30+10:30 04-05T01:45+10:30 04-06T01:00+10:30" },

        // Casablanca is back an hour in Ramadan: on 15 February 2026 at 03:00+01 to 02:00+00, on 22 March at 02:00+00 to 03:00+01.
        { "30 2 * * *", "Africa/Casablanca", "2026-02-14T12:00+01:00", "02-15T02:30+01:00 02-16T02:30+00:00" },
        { "30 2 * * *", "Africa/Casablanca", "2026-03-21T12:00+00:00", "03-22T03:00+01:00 03-23T02:30+01:00" },
        { "45 * * * *", "Africa/Casablanca", "2026-03-22T00:50+00:00", "03-22T01:45+00:00 03-22T03:45+01:00 03-22T04:45+01:00" },
        { "0 9 * * *", "Africa/Casablanca", "2026-03-21T12:00+00:00", "03-22T09:00+01:00" },

        // Dublin's winter is its daylight saving, by the table: on 29 March 2026 at 01:00+00 to 02:00+01, on 25 October at 02:00+01 to 01:00+00.
        { "15 1 * * *", "Europe/Dublin", "2026-03-28T12:00+00:00", "03-29T02:00+01:00 03-30T01:15+01:00" },
        { "15 1 * * *", "Europe/Dublin", "2026-10-24T12:00+01:00", "10-25T01:15+01:00 10-26T01:15+00:00" },
        { "45 * * * *", "Europe/Dublin", "2026-03-29T00:30+00:00", "03-29T00:45+00:00 03-29T02:45+01:00" },
    };

    public static TheoryData<string, string, string> Calendars => new()
    {
        { "0 0 29 2 *", "2025-01-01", "2028-02-29 2032-02-29 2036-02-29" },
        { "0 0 29 2 *", "2095-01-01", "2096-02-29 2104-02-29" },
        { "0 0 L * *", "2028-01-30", "2028-01-31 2028-02-29 2028-03-31 2028-04-30" },
        { "0 0 L-2 2 *", "2026-01-01", "2026-02-26" },
        { "0 0 31 * *", "2026-01-31", "2026-03-31 2026-05-31" },
        { "0 0 15W 8 *", "2026-01-01", "2026-08-14" },
        { "0 0 1W 8 *", "2026-01-01", "2026-08-03" },
        { "0 0 LW * *", "2026-10-01", "2026-10-30 2026-11-30" },
        { "0 0 * * 5#2", "2026-11-01", "2026-11-13 2026-12-11" },
        { "0 0 * * FRI#5", "2026-10-01", "2026-10-30 2027-01-29" },
        { "0 0 * * 1L", "2026-11-01", "2026-11-30 2026-12-28" },
        { "0 0 * JAN-MAR/2 MON", "2026-02-01", "2026-03-02 2026-03-09" },
        { "0 0 13 * 5", "2026-01-01", "2026-02-13 2026-03-13 2026-11-13" },
        { "@yearly", "2026-06-01", "2027-01-01 2028-01-01" },
        { "@monthly", "2026-06-02", "2026-07-01" },
        { "@weekly", "2026-11-28", "2026-11-29 2026-12-06" },
        { "@daily", "2026-12-31", "2027-01-01" },
    };

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Around_changes_of_the_clock(string cron, string zone, string after, string due)
    {
        var expected = due.Split(' ').Select(time => DateTimeOffset.Parse($"2026-{time}", CultureInfo.InvariantCulture)).ToList();
        var found = Of(cron, zone).Between(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture), DateTimeOffset.MaxValue).Take(expected.Count).ToList();
        Assert.Equal(expected.Select(time => $"{time:O}"), found.Select(time => $"{time:O}"));
    }

    [Theory]
    [MemberData(nameof(Calendars))]
    public void By_the_calendar(string cron, string after, string due)
    {
        var expected = due.Split(' ');
        var found = Of(cron).Between(Day(after), DateTimeOffset.MaxValue).Take(expected.Length);
        Assert.Equal(expected, found.Select(time => $"{time:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("*/20 * * * * *", "00:00:20 00:00:40 00:01:00")]
    [InlineData("5,10 * 1-2 * * *", "01:00:05 01:00:10 01:01:05")]
    [InlineData("@every_second", "00:00:01 00:00:02")]
    [InlineData("@every_minute", "00:01:00 00:02:00")]
    [InlineData("@hourly", "01:00:00 02:00:00")]
    [InlineData("  7   3 * * * ", "03:07:00")]
    public void By_the_clock(string cron, string due)
    {
        var expected = due.Split(' ');
        Assert.Equal(expected, Of(cron).Between(Day("2026-05-05"), DateTimeOffset.MaxValue).Take(expected.Length).Select(time => $"{time:HH:mm:ss}"));
    }

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    public void A_day_that_does_not_exist_is_never_due(string cron)
    {
        Assert.Null(Of(cron).Next(DateTimeOffset.MinValue));
        Assert.Empty(Of(cron).Between(Day("1970-01-01"), DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData("", "UTC", "cron")]
    [InlineData("* * * *", "UTC", "cron")]
    [InlineData("* * * * * * *", "UTC", "cron")]
    [InlineData("60 * * * *", "UTC", "cron")]
    [InlineData("0 24 * * *", "UTC", "cron")]
    [InlineData("0 0 0 * *", "UTC", "cron")]
    [InlineData("0 0 * 13 *", "UTC", "cron")]
    [InlineData("0 0 * * 5#6", "UTC", "cron")]
    [InlineData("@sometimes", "UTC", "cron")]
    [InlineData("every day", "UTC", "cron")]
    [InlineData("0 0 * * *", "Europe/Atlantis", "zone")]
    [InlineData("0 0 * * *", "", "zone")]
    [InlineData("0 0 * * *", "../../etc/passwd", "zone")]
    public void What_cannot_be_read_is_refused(string cron, string zone, string field)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        Assert.Null(CronTimes.Read(Spec(cron, zone), errors));
        Assert.Equal(field, Assert.Single(errors).Field);
    }

    [Fact]
    public void First_and_last_time_are_due_themselves()
    {
        var times = CronTimes.Of(Spec("0 0 * * *") with { StartsAt = Day("2026-05-05"), EndsAt = Day("2026-05-07") });
        Assert.Equal(["05", "06", "07"], times.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Select(time => $"{time:dd}"));
        Assert.Null(times.Next(Day("2026-05-07")));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-01-01", null)]
    [InlineData("2026-01-01", "2026-01-02", "2026-01-02")]
    [InlineData("2026-01-01", "2046-06-15", "2046-06-15")]
    [InlineData("1970-01-01", "2026-01-01", "2026-01-01")]
    public void The_latest_is_found(string after, string until, string? latest) =>
        Assert.Equal(latest, Of("0 0 * * *").Latest(Day(after), Day(until)) is { } found ? $"{found:yyyy-MM-dd}" : null);

    [Fact]
    public void In_every_zone_due_times_grow_and_are_what_its_clock_shows()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            foreach (var cron in (string[])["15 * * * *", "30 2 * * *", "0 0 * * *"])
            {
                var before = Day("2025-12-31");
                foreach (var due in Of(cron, zone.Id).Between(before, Day("2027-12-31")))
                {
                    Assert.True(due > before, $"{cron} in {zone.Id}: {due:O} after {before:O}");
                    Assert.True(due - before < TimeSpan.FromHours(51), $"{cron} in {zone.Id}: {due:O} after {before:O}");
                    Assert.Equal(zone.GetUtcOffset(Instant.FromDateTimeOffset(due)).ToTimeSpan(), due.Offset);
                    before = due;
                }
            }
        }
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void The_ends_of_time_do_no_harm(string time)
    {
        var next = Of("0 0 * * *", "Pacific/Kiritimati").Next(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
        Assert.Equal(time.StartsWith('0'), next is not null);
    }

    [Fact]
    public void The_latest_is_found_between_any_two_times()
    {
        var chance = new Random(1);
        var times = Of("*/7 30 1-3 * * *", "Europe/Berlin");
        for (var i = 0; i < 200; i++)
        {
            var after = Day("2026-03-20").AddSeconds(chance.Next(1_000_000));
            var until = after.AddMilliseconds(chance.Next(200_000_000));
            Assert.Equal(times.Between(after, until).Cast<DateTimeOffset?>().LastOrDefault(), times.Latest(after, until));
        }
    }

    private static CronTimes Of(string cron, string zone = "UTC") => CronTimes.Of(Spec(cron, zone));

    private static ScheduleSpec Spec(string cron, string zone = "UTC") => new() { Cron = cron, Zone = zone, Job = new JobSpec { Kind = "noop" } };

    private static DateTimeOffset Day(string date) => DateTimeOffset.Parse($"{date}T00:00Z", CultureInfo.InvariantCulture);
}
