using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Datasets.Statistics;

/// <summary>Writes a statistic as a JSON object whose members are in its order.</summary>
internal static class StatisticJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // It is served as JSON, never inside HTML: quotes and apostrophes of keys stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Json Write(StatisticTable table)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            if (table.Of is { } of) writer.WriteStartObject(of);
            foreach (var entry in table.Entries) writer.WriteNumber(entry.Name, entry.Value);
            if (table.Of is not null) writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Json.From(buffer.WrittenSpan);
    }
}
