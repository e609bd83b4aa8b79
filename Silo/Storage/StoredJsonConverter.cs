using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>Keeps a JSON text within another as it is.</summary>
internal sealed class StoredJsonConverter : JsonConverter<Json>
{
    public override Json Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return Json.Parse(value.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, Json value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.AsSpan(), skipInputValidation: true);
}
