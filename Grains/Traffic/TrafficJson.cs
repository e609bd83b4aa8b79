using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Traffic;

/// <summary>Generated readers and writers of what test runs put into jobs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TrafficTestInput))]
[JsonSerializable(typeof(TrafficTestResult))]
internal sealed partial class TrafficJson : JsonSerializerContext
{
    /// <summary>The input of a run with so many requests.</summary>
    public static Json InputFor(int requests) =>
        Json.From(JsonSerializer.SerializeToUtf8Bytes(new TrafficTestInput { Requests = requests }, Default.TrafficTestInput));
}
