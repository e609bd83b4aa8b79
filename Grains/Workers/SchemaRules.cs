using System.Text.Json;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Workers;

/// <summary>
/// What a JSON Schema may contain that inputs are checked against: only what ends, soon, and needs nothing but itself. Anybody can send an input, and
/// a schema that refers to itself, or to the same part again and again, can keep a check busy for ever, or end the process. Pure.
/// </summary>
internal static class SchemaRules
{
    // Of one value of the input; each level of it has its own.
    private const int MostParts = 10_000;

    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    // They name schemas for others, or look for some by name.
    private static readonly string[] Refused = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef", "$vocabulary"];

    private static readonly string[] Patterns = ["pattern", "patternProperties"];

    private static readonly string[] Single =
        ["not", "if", "then", "else", "items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "contains", "propertyNames"];

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];

    private static readonly string[] Maps = ["properties", "patternProperties", "dependentSchemas"];

    private static readonly string[] Definitions = ["$defs", "definitions"];

    /// <summary>What is wrong; null if nothing is.</summary>
    /// <param name="schema">A JSON value that is a schema.</param>
    /// <param name="patternsEnd">Whether to match a pattern takes a limited time in this process.</param>
    public static string? FaultOf(Json schema, bool patternsEnd)
    {
        using var document = JsonDocument.Parse(schema.Utf8.AsMemory());
        var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        return Collect("#", document.RootElement, parts) ?? (patternsEnd ? null : PatternIn(parts)) ?? CountAll(parts);
    }

    private static string? PatternIn(Dictionary<string, JsonElement> parts) => parts
        .Where(part => part.Value.ValueKind == JsonValueKind.Object && Array.Exists(Patterns, keyword => part.Value.TryGetProperty(keyword, out _)))
        .Select(part => $"must not contain patterns ({part.Key}), as the program that runs the service does not limit the time of matches ({PatternTimeout.Property})")
        .FirstOrDefault();

    /// <summary>Finds the parts, each by the JSON Pointer by which it is referred to.</summary>
    private static string? Collect(string at, JsonElement schema, Dictionary<string, JsonElement> parts)
    {
        parts[at] = schema;
        if (schema.ValueKind != JsonValueKind.Object) return null;
        if (Array.Find(Refused, keyword => schema.TryGetProperty(keyword, out _)) is { } refused) return $"must not contain {refused} ({at})";
        if (schema.TryGetProperty("$schema", out var dialect) && !(dialect.ValueKind == JsonValueKind.String && dialect.ValueEquals(Dialect)))
            return $"must be of {Dialect}, if it says of which it is";
        return Children(at, schema, [.. Maps, .. Definitions]).Select(child => Collect(child.At, child.Schema, parts)).FirstOrDefault(fault => fault is not null);
    }

    private static string? CountAll(Dictionary<string, JsonElement> parts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var at in parts.Keys)
        {
            if (Count(at, parts, counts) is { } fault) return fault;
        }

        return null;
    }

    /// <summary>Counts what is looked at for a part, itself and all below it; 0 while that is under way.</summary>
    private static string? Count(string at, Dictionary<string, JsonElement> parts, Dictionary<string, int> counts)
    {
        if (counts.TryGetValue(at, out var known)) return known == 0 ? $"must not refer to itself, as {at} does" : null;
        counts[at] = 0;
        var sum = 1;
        foreach (var next in Next(at, parts[at]))
        {
            if (!parts.ContainsKey(next)) return $"refers to {next}, which is no part of it";
            if (Count(next, parts, counts) is { } fault) return fault;
            sum += counts[next];
            if (sum > MostParts) return $"has more than {MostParts} parts to be looked at, as it refers to some of them again and again";
        }

        counts[at] = sum;
        return null;
    }

    private static IEnumerable<string> Next(string at, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return [];
        var below = Children(at, schema, Maps).Select(child => child.At);
        return schema.TryGetProperty("$ref", out var other) ? below.Append(other.ValueKind == JsonValueKind.String ? other.GetString()! : other.GetRawText()) : below;
    }

    private static IEnumerable<(string At, JsonElement Schema)> Children(string at, JsonElement schema, string[] maps)
    {
        foreach (var keyword in Single)
        {
            if (schema.TryGetProperty(keyword, out var part)) yield return ($"{at}/{keyword}", part);
        }

        foreach (var keyword in Lists)
        {
            if (!schema.TryGetProperty(keyword, out var list) || list.ValueKind != JsonValueKind.Array) continue;
            foreach (var (index, part) in list.EnumerateArray().Index()) yield return ($"{at}/{keyword}/{index}", part);
        }

        foreach (var keyword in maps)
        {
            if (!schema.TryGetProperty(keyword, out var map) || map.ValueKind != JsonValueKind.Object) continue;
            foreach (var part in map.EnumerateObject()) yield return ($"{at}/{keyword}/{Escaped(part.Name)}", part.Value);
        }
    }

    // RFC 6901, section 3; a reference may escape more, and is then not found.
    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
