using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansJobs.Dashboard.Parts;

namespace OrleansJobs.Dashboard.Jobs;

/// <summary>Makes something to begin with of a JSON Schema: each property that must be there, with an empty value of its type.</summary>
internal static class InputSample
{
    public static string Of(JsonElement schema) => Value(schema)?.ToJsonString(Words.Indented) ?? "null";

    private static JsonNode? Value(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return new JsonObject();
        if (schema.TryGetProperty("default", out var given)) return JsonNode.Parse(given.GetRawText());
        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0) return JsonNode.Parse(choices[0].GetRawText());
        return TypeOf(schema) switch
        {
            "string" => schema.TryGetProperty("format", out var format) && format.GetString() == "duration" ? "PT1S" : "",
            "integer" or "number" => 0,
            "boolean" => false,
            "array" => new JsonArray(),
            "null" => null,
            _ => Members(schema),
        };
    }

    private static JsonObject Members(JsonElement schema)
    {
        var members = new JsonObject();
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return members;
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet()
            : [];
        foreach (var property in properties.EnumerateObject().Where(property => required.Contains(property.Name))) members[property.Name] = Value(property.Value);
        return members;
    }

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).FirstOrDefault(one => one != "null")
        : type.GetString();
}
