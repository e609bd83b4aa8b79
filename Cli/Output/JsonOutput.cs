using System.Text;
using System.Text.Encodings.Web;

namespace OrleansJobs.Cli.Output;

/// <summary>JSON in one line, or laid out for people. Both escape control characters.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions InOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions LaidOut = InOneLine with { Indented = true, NewLine = "\n" };

    // What the writer leaves, such as marks of direction, can only be within strings, where its escape is one of JSON's own.
    public static string Compact(JsonElement json) => Safe.Text(Write(json, InOneLine));

    public static string Indented(JsonElement json) => string.Join('\n', Write(json, LaidOut).Split('\n').Select(Safe.Text));

    private static string Write(JsonElement json, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options)) json.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
