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

    /// <summary>A time of so many seconds.</summary>
    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));
}
