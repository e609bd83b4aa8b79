using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Zoo;

/// <summary>Generated readers and writers of what the zoo puts into jobs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ZooQueryInput))]
internal sealed partial class ZooJson : JsonSerializerContext
{
    /// <summary>The input of a query for this animal.</summary>
    public static Json InputFor(string animal) =>
        Json.From(JsonSerializer.SerializeToUtf8Bytes(new ZooQueryInput { Animal = animal }, Default.ZooQueryInput));
}
