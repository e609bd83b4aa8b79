using System.Collections;
using System.Globalization;
using Spectre.Console;

namespace OrleansJobs.Cli.Output;

/// <summary>Values as people read them, in one time zone.</summary>
/// <param name="zone">The zone.</param>
internal sealed class Words(TimeZoneInfo zone)
{
    /// <summary>A value in words; "" for none.</summary>
    public string Of(object? value) => value switch
    {
        null => "",
        string text => Safe.Text(text),
        bool flag => flag ? "yes" : "no",
        DateTimeOffset time => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => Duration(time),
        Enum word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()),
        JsonElement json => JsonOutput.Compact(json),
        double number => number.ToString("0.##", CultureInfo.InvariantCulture),
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Of)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Safe.Text(value.ToString()!),
    };

    /// <summary>How a value stands out.</summary>
    public static Style StyleOf(object? value) => new(value switch
    {
        JobState.Succeeded or AttemptOutcome.Succeeded => Color.Green,
        JobState.Failed or AttemptOutcome.Failed or AttemptOutcome.TimedOut or AttemptOutcome.Crashed => Color.Red,
        JobState.Running or AttemptOutcome.Running => Color.Blue,
        JobState.Cancelled or AttemptOutcome.Cancelled => Color.Yellow,
        _ => Color.Default,
    });

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.##}ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##}s"),
        { TotalHours: < 1 } => Parts(time.Minutes, "m", time.Seconds, "s"),
        { TotalDays: < 1 } => Parts(time.Hours, "h", time.Minutes, "m"),
        _ => Parts(time.Days, "d", time.Hours, "h"),
    };

    private static string Parts(int large, string unit, int small, string smaller) => small == 0 ? $"{large}{unit}" : $"{large}{unit} {small}{smaller}";
}
