using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>Writes JSON answers, by generated code, with their length known beforehand.</summary>
internal static class JsonReply
{
    /// <summary>The media type of everything but errors.</summary>
    public const string MediaType = "application/json";

    /// <summary>A thread's buffer is given up above this size, so that one large answer does not hold memory for ever.</summary>
    private const int LargestKept = 64 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // What is written is served as JSON, never inside HTML, so letters and quotes may stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // Writing an answer never leaves its thread, so each thread needs one buffer only.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Answers with <paramref name="value"/> as JSON.</summary>
    public static Task Write<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type, string mediaType = MediaType)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var writer = _writer ??= new Utf8JsonWriter(buffer, WriterOptions);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, value, type);
        var written = Write(context, status, buffer.WrittenSpan, mediaType);
        if (buffer.Capacity > LargestKept) _buffer = null;
        return written;
    }

    /// <summary>A value as JSON text.</summary>
    public static byte[] Utf8<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Answers with JSON text.</summary>
    public static Task Write(HttpContext context, int status, ReadOnlySpan<byte> json, string mediaType = MediaType)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = json.Length;
        response.BodyWriter.Write(json);
        return Task.CompletedTask;
    }
}
