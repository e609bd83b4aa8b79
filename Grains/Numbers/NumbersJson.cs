using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Numbers;

/// <summary>Generated readers and writers of inputs and results.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NumbersTotalInput))]
[JsonSerializable(typeof(NumbersTotal))]
internal sealed partial class NumbersJson : JsonSerializerContext;
