using System.Globalization;
using System.Text.Json;
using OrleansJobs.Silo.Storage.Copy;

namespace OrleansJobs.Silo.Storage.Export;

/// <summary>
/// Values of columns as an export has them, whichever database they come from: numbers, texts, bytes, null; as SQLite keeps them.
/// </summary>
internal static class PlainValue
{
    private const string Bytes = "base64";
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    /// <summary>Writes what a column has.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteNumberValue(flag ? 1 : 0);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case DateTime time:
                json.WriteStringValue(time.ToString(TimeForm, CultureInfo.InvariantCulture));
                break;
            case Guid id:
                WriteBytes(json, id.ToByteArray(bigEndian: true));
                break;
            case byte[] bytes:
                WriteBytes(json, bytes);
                break;
            default:
                throw new ArgumentException($"A value of type {value.GetType()} is not among those that are exported.", nameof(value));
        }
    }

    /// <summary>Reads it for a column of the type.</summary>
    /// <exception cref="FormatException">It does not fit.</exception>
    public static object? Read(JsonElement json, ColumnType type) => (type, json.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (ColumnType.Plain, JsonValueKind.Number) or (ColumnType.Small or ColumnType.Int or ColumnType.Long, JsonValueKind.Number) => json.GetInt64(),
        (ColumnType.Plain or ColumnType.Text or ColumnType.Json, JsonValueKind.String) => json.GetString(),
        (ColumnType.Plain or ColumnType.Bytes, JsonValueKind.Object) => ReadBytes(json),
        (ColumnType.Flag, JsonValueKind.Number) => json.GetInt64() != 0,
        (ColumnType.Id, JsonValueKind.Object) when ReadBytes(json) is { Length: 16 } id => new Guid(id, bigEndian: true),
        (ColumnType.Time or ColumnType.ZonedTime, JsonValueKind.String) => ReadTime(json.GetString()!),
        _ => throw new FormatException($"a value of another form than {type} has"),
    };

    private static void WriteBytes(Utf8JsonWriter json, byte[] bytes)
    {
        json.WriteStartObject();
        json.WriteBase64String(Bytes, bytes);
        json.WriteEndObject();
    }

    // PostgreSQL keeps whole microseconds.
    private static DateTime ReadTime(string text)
    {
        var time = DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static byte[] ReadBytes(JsonElement json) => json.TryGetProperty(Bytes, out var text) && text.ValueKind == JsonValueKind.String
        ? text.GetBytesFromBase64()
        : throw new FormatException($"an object without {Bytes}");
}
