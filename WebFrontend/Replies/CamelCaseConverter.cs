using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>Enumerations as their names in camelCase; numbers are not read.</summary>
internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
