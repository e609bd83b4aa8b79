using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>Puts the JSON text of inputs and results into an answer as it is, or as it may be shown. Nothing is read through it.</summary>
internal sealed class JsonTextConverter(Redactor? redactor) : JsonConverter<Json>
{
    /// <summary>As it is.</summary>
    public JsonTextConverter()
        : this(null)
    {
    }

    public override Json Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Json value, JsonSerializerOptions options) =>
        writer.WriteRawValue(redactor is null ? value.Utf8.AsSpan() : redactor.Redact(value.Utf8.AsSpan()), skipInputValidation: true);
}
