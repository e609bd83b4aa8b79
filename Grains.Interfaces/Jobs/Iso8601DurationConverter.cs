using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Jobs;

/// <summary>Durations in JSON: ISO 8601 text such as "PT30S" (see <see cref="Iso8601Duration"/>).</summary>
public sealed class Iso8601DurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Iso8601Duration.TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("must be an ISO 8601 duration in days, hours, minutes and seconds, such as \"PT30S\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Iso8601Duration.Format(value));
}
