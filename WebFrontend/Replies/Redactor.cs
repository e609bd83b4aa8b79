using System.Buffers;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>Replaces the values of fields of some names in JSON texts, at any depth. All else stays byte by byte.</summary>
/// <param name="names">The names; upper and lower case are the same.</param>
internal sealed class Redactor(IEnumerable<string> names)
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase);

    private static ReadOnlySpan<byte> Instead => "\"[redacted]\""u8;

    private static ReadOnlySpan<byte> Shown => Instead[1..^1];

    /// <summary>The text as it may be shown; what is no JSON may not be at all.</summary>
    public ReadOnlySpan<byte> Redact(ReadOnlySpan<byte> json)
    {
        try
        {
            return Replace(json);
        }
        catch (JsonException)
        {
            return Instead;
        }
    }

    /// <summary>The first field of such a name whose value is the text that is shown instead of one; null: there is none.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public string? FindShown(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !IsNamed(ref reader)) continue;
            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Shown)) return name;
        }

        return null;
    }

    private ReadOnlySpan<byte> Replace(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte>? shown = null;
        var copied = 0;
        var reader = new Utf8JsonReader(json, AnyDepth);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !IsNamed(ref reader)) continue;
            reader.Read();
            shown ??= new ArrayBufferWriter<byte>(json.Length);
            shown.Write(json[copied..(int)reader.TokenStartIndex]);
            shown.Write(Instead);
            reader.Skip();
            copied = (int)reader.BytesConsumed;
        }

        if (shown is null) return json;
        shown.Write(json[copied..]);
        return shown.WrittenSpan;
    }

    private bool IsNamed(ref Utf8JsonReader reader)
    {
        try
        {
            return _names.Contains(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which no name of the settings has.
            return false;
        }
    }
}
