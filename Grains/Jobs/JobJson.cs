using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Grains.Jobs.BuiltIn;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Grains.Numbers;
using OrleansJobs.Grains.Push;
using OrleansJobs.Grains.Traffic;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>How inputs, results and checkpoints of handlers are read and written.</summary>
public static class JobJson
{
    /// <summary>
    /// The web defaults (camelCase, case-insensitive), strict about members that the input type does not have, durations in
    /// ISO 8601, whole numbers however they are written. The project's own types come from generated code, which starts faster; all others by reflection.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Reads a result, an input or another value of a job.</summary>
    /// <exception cref="JsonException">It does not fit the type.</exception>
    public static T? Read<T>(this Json json) => JsonSerializer.Deserialize(json.Utf8.AsSpan(), Of<T>());

    /// <summary>How values of a type are read and written.</summary>
    internal static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(BuiltInJson.Default, ZooJson.Default, MovieJson.Default, NumbersJson.Default, TrafficJson.Default, DatasetJson.Default, PushJson.Default, new DefaultJsonTypeInfoResolver())
                .WithAddedModifier(KeepNumberHandling),
        };
        options.Converters.Add(new Iso8601DurationConverter());
        foreach (var converter in WholeNumberTypes.Converters) options.Converters.Add(converter);
        options.MakeReadOnly();
        return options;
    }

    // A converter of one's own takes no part in [JsonNumberHandling]; the framework's does.
    private static void KeepNumberHandling(JsonTypeInfo info)
    {
        foreach (var property in info.Properties.Where(property => (property.NumberHandling ?? info.NumberHandling) is not null))
        {
            if (WholeNumberTypes.Contains(property.PropertyType))
                property.CustomConverter ??= JsonSerializerOptions.Default.GetConverter(property.PropertyType);
        }
    }
}
