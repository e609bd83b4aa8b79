using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>The result of a job about a dataset: the statistic's JSON as it is, as the order of its members counts.</summary>
[JsonConverter(typeof(Converter))]
public sealed record StatisticResult(Json Data)
{
    internal sealed class Converter : JsonConverter<StatisticResult>
    {
        public override StatisticResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, StatisticResult value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Data.Utf8.AsSpan(), skipInputValidation: true);
    }
}
