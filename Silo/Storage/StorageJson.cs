using System.Text.Json.Serialization;
using OrleansJobs.Access;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Queues;
using OrleansJobs.Workers;

namespace OrleansJobs.Silo.Storage;

/// <summary>How the store's own JSON is read and written. Times and durations are written whole; NaN may be a progress.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredJsonConverter)])]
[JsonSerializable(typeof(JobDetail))]
[JsonSerializable(typeof(QueueSettings))]
[JsonSerializable(typeof(ScheduleRecord))]
[JsonSerializable(typeof(BatchSpec))]
[JsonSerializable(typeof(OutsideKind))]
[JsonSerializable(typeof(StoredApiKey))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StorageJson : JsonSerializerContext;
