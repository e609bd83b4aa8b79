using System.Text.Json;

namespace OrleansJobs.Jobs;

/// <summary>Times as RFC 3339 has them: date, "T", time to the second or finer, and "Z" or an offset.</summary>
public static class Rfc3339Time
{
    /// <summary>What a text must be to be one.</summary>
    public const string Form = "must be an RFC 3339 time with an offset, such as \"2026-01-31T12:00:00Z\"";

    /// <summary>Reads a JSON string. The framework's own reader also takes local times and bare dates, whose meaning is not plain.</summary>
    public static bool TryParse(JsonElement value, out DateTimeOffset time) =>
        value.TryGetDateTimeOffset(out time) ? HasSecondsAndOffset(value.GetString()!) : TryParse(value.GetString()!, out time);

    /// <summary>Reads a text. RFC 3339, 5.6, lets "t" and "z" stand for "T" and "Z"; the framework does not.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        text = text.ToUpperInvariant();
        using var json = JsonDocument.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        return json.RootElement.TryGetDateTimeOffset(out time) && HasSecondsAndOffset(text);
    }

    // What has been read as a time has its parts in these places: yyyy-MM-ddTHH:mm:ss, a fraction, Z or +HH:mm.
    private static bool HasSecondsAndOffset(string text) =>
        text.Length >= 20 && text[16] == ':' && (text[^1] == 'Z' || text[^6] is '+' or '-');
}
