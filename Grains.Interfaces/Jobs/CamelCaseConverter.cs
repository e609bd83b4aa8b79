using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Jobs;

/// <summary>Enumerations as their names in camelCase; numbers are not read.</summary>
public sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
