using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Movies;

/// <summary>Reads a JSON number as text: as its digits if it is whole, else as it came.</summary>
internal sealed class TextOrNumberConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Digits(Encoding.UTF8.GetString(reader.ValueSpan), ref reader),
            _ => throw new JsonException("The value must be a text or a number."),
        };

    private static string Digits(string asItCame, ref Utf8JsonReader reader) =>
        reader.TryGetDecimal(out var number) ? WholeNumber.Text(number, asItCame) : asItCame;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
