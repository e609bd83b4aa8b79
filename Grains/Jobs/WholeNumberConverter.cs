using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Whole numbers however they are written: to JSON Schema 5.0 and 5e0 are integers too.</summary>
internal sealed class WholeNumberConverter<T> : JsonConverter<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private static readonly decimal Least = decimal.CreateChecked(T.MinValue);
    private static readonly decimal Most = decimal.CreateChecked(T.MaxValue);
    private static readonly string Allowed = string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {Least} to {Most}");

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number)
            && decimal.IsInteger(number) && number >= Least && number <= Most)
            return T.CreateChecked(number);
        throw new JsonException(Allowed);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(decimal.CreateChecked(value));
}
