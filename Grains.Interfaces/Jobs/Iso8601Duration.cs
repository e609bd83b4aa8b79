using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace OrleansJobs.Jobs;

/// <summary>
/// Durations as text, by ISO 8601 (4.4.1.2, "PnDTnHnMnS" or "PnW"): "PT30S", "PT0.05S", "P1DT12H", "P2W", "-PT1S".
/// Only units of fixed length exist here: years and months are refused. Only the last number may have a fraction
/// (after a point or comma), to at most seven digits, which is a <see cref="TimeSpan"/>'s own resolution of 100 ns.
/// </summary>
public static class Iso8601Duration
{
    /// <summary>The longest text that is read.</summary>
    private const int LongestText = 64;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,");

    /// <summary>Reads a duration; false if <paramref name="text"/> is none or does not fit a <see cref="TimeSpan"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        return text is not null && text.Length <= LongestText && TryParse(text.AsSpan(), out duration);
    }

    /// <summary>Writes a duration in days, hours, minutes and seconds, each only where it is needed.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "PT0S";

        // Through a larger type: the most negative TimeSpan has no positive counterpart.
        var ticks = Int128.Abs(duration.Ticks);
        var text = new StringBuilder(duration < TimeSpan.Zero ? "-P" : "P", 32);
        Append(TimeSpan.TicksPerDay, 'D');
        if (ticks > 0) text.Append('T');
        Append(TimeSpan.TicksPerHour, 'H');
        Append(TimeSpan.TicksPerMinute, 'M');
        if (ticks > 0) text.Append(CultureInfo.InvariantCulture, $"{(decimal)ticks / TimeSpan.TicksPerSecond:0.#######}S");
        return text.ToString();

        void Append(long unit, char designator)
        {
            if (ticks < unit) return;
            text.Append(CultureInfo.InvariantCulture, $"{(long)(ticks / unit)}{designator}");
            ticks %= unit;
        }
    }

    private static bool TryParse(ReadOnlySpan<char> rest, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var negative = rest.StartsWith('-');
        if (negative) rest = rest[1..];
        if (!rest.StartsWith('P')) return false;
        rest = rest[1..];

        Int128 ticks = 0;
        var inTime = false;
        var lastUnit = long.MaxValue;
        var mustEnd = false;
        while (rest.Length > 0)
        {
            if (rest[0] == 'T' && !inTime)
            {
                inTime = true;
                rest = rest[1..];
                if (rest.Length == 0) return false;
            }

            if (mustEnd || !TryTakeComponent(ref rest, inTime, out var amount, out var unit, out mustEnd)) return false;
            if (unit >= lastUnit) return false;
            lastUnit = unit;
            ticks += amount;
        }

        if (negative) ticks = -ticks;
        if (lastUnit == long.MaxValue || ticks > long.MaxValue || ticks < long.MinValue) return false;
        duration = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>Takes one number with its unit; <paramref name="mustEnd"/> if nothing may follow it: weeks, and fractions.</summary>
    private static bool TryTakeComponent(
        ref ReadOnlySpan<char> rest, bool inTime, out Int128 ticks, out long unit, out bool mustEnd)
    {
        ticks = 0;
        unit = 0;
        mustEnd = false;
        var length = rest.IndexOfAnyExcept(NumberCharacters);
        if (length <= 0) return false;
        unit = (rest[length], inTime) switch
        {
            ('W', false) => 7 * TimeSpan.TicksPerDay,
            ('D', false) => TimeSpan.TicksPerDay,
            ('H', true) => TimeSpan.TicksPerHour,
            ('M', true) => TimeSpan.TicksPerMinute,
            ('S', true) => TimeSpan.TicksPerSecond,
            _ => 0,
        };
        if (unit == 0 || !TryReadNumber(rest[..length], unit, out ticks, out var fraction)) return false;
        mustEnd = fraction || rest[length] == 'W';
        rest = rest[(length + 1)..];
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> number, long unit, out Int128 ticks, out bool fraction)
    {
        var point = number.IndexOfAny('.', ',');
        fraction = point >= 0;
        var whole = fraction ? number[..point] : number;
        ticks = 0;
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var units)) return false;
        ticks = (Int128)units * unit;
        if (!fraction) return true;

        var digits = number[(point + 1)..];
        if (digits.Length is 0 or > 7 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var part)) return false;
        var scale = (Int128)Math.Pow(10, digits.Length);
        ticks += part * (Int128)unit / scale;
        return true;
    }
}
