using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Datasets;

/// <summary>Generated readers and writers of what jobs about datasets take and answer.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(QuestionInput))]
[JsonSerializable(typeof(StateInput))]
[JsonSerializable(typeof(StatisticResult))]
internal sealed partial class DatasetJson : JsonSerializerContext;
