using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansJobs.Dashboard.Parts;

/// <summary>How values are written for people.</summary>
internal static class Words
{
    /// <summary>JSON for people: letters of all languages as they are. What stands in a page is made harmless by the page.</summary>
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A state as the interface names it.</summary>
    public static string Of<T>(T state)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A rate, with as many digits as tell something.</summary>
    public static string Rate(double number) => number.ToString(number is > 0 and < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    /// <summary>A span of time, in its two largest units.</summary>
    public static string Of(TimeSpan? span) => span switch
    {
        null => "",
        { TotalMilliseconds: < 1 } => "< 1 ms",
        { TotalSeconds: < 1 } time => $"{time.TotalMilliseconds:0} ms",
        { TotalMinutes: < 1 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        { TotalHours: < 1 } time => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } time => $"{time.Hours} h {time.Minutes} min",
        { } time => $"{time.Days} d {time.Hours} h",
    };

    /// <summary>The beginning of an id: enough to tell it from its neighbours, and to find it by.</summary>
    public static string Short(Guid id) => id.ToString()[..13];

    public static string Json(JsonElement json) => JsonSerializer.Serialize(json, Indented);
}
