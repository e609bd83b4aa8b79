using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>Puts the JSON text of inputs and results into an answer as it is. Nothing is read through it.</summary>
internal sealed class JsonTextConverter : JsonConverter<Json>
{
    public override Json Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Json value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.AsSpan(), skipInputValidation: true);
}
