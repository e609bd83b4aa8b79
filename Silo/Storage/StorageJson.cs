using System.Text.Json.Serialization;
using OrleansJobs.Queues;

namespace OrleansJobs.Silo.Storage;

/// <summary>How the store's own JSON is read and written. Times and durations are written whole; NaN may be a progress.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JobDetail))]
[JsonSerializable(typeof(QueueSettings))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StorageJson : JsonSerializerContext;
