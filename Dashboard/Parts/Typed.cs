using System.Text.Json;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>What a person typed, as values. What these cannot be, the service need not be asked.</summary>
internal static class Typed
{
    /// <summary>The longest time that any field takes, which is longer than the service does.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    /// <summary>Reads JSON; answers why it is none, or null.</summary>
    public static string? ReadJson(string text, out JsonElement json)
    {
        try
        {
            json = JsonElement.Parse(text);
            return null;
        }
        catch (JsonException fault)
        {
            json = default;
            return $"This is no JSON: {fault.Message}";
        }
    }

    /// <summary>The instant of what a clock of a zone shows. If it shows that twice, the one in winter time; if never, as if it had not been set.</summary>
    public static DateTimeOffset Instant(DateTime shown, TimeZoneInfo zone)
    {
        // A zone's clock may be a day before or behind, and there is no time outside of these.
        var inside = shown < DateTime.MinValue.AddDays(1) ? DateTime.MinValue.AddDays(1) : shown > DateTime.MaxValue.AddDays(-1) ? DateTime.MaxValue.AddDays(-1) : shown;
        return new DateTimeOffset(inside, zone.GetUtcOffset(inside));
    }

    /// <summary>A time of so many seconds.</summary>
    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));
}
