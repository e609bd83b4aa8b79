using System.Text.Json.Serialization;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>Enumerations as their names in kebab-case; numbers are not read.</summary>
internal sealed class KebabCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
