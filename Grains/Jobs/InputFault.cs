using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Says what is wrong with an input that could not be read, for those who sent it: where, and what is expected there by the
/// kind's schema. The serializer's own messages name types of ours.
/// </summary>
internal static partial class InputFault
{
    /// <summary>Explains <paramref name="fault"/> of an input that should have had this schema.</summary>
    public static string Explain(JsonException fault, Json schema)
    {
        var (message, path) = (fault.Message, fault.Path ?? "$");
        if (message.StartsWith("The JSON value could not be converted to ", StringComparison.Ordinal))
            return $"{path} must be {Expected(schema, path)}";
        if (message.StartsWith("JSON deserialization for type ", StringComparison.Ordinal))
            return $"{path} lacks {Names(message)}";
        if (message.StartsWith("The JSON property ", StringComparison.Ordinal))
            return $"{path} is not known";
        return path == "$" ? message : $"{path} {message}";
    }

    // They stand last, in quotes; the type before them too.
    private static string Names(string message) =>
        string.Join(", ", Quoted().Matches(message[message.LastIndexOf(": ", StringComparison.Ordinal)..]).Select(name => name.Groups[1].Value));

    private static string Expected(Json schema, string path)
    {
        using var document = JsonDocument.Parse(schema.Utf8.AsMemory());
        var place = (JsonElement?)document.RootElement;
        foreach (Match step in Steps().Matches(path))
        {
            place = place is { } parent ? Below(Resolved(document.RootElement, parent), step) : null;
        }

        return place is { } found && Describe(Resolved(document.RootElement, found)) is { } expected ? expected : "a value of another type";
    }

    // The schema of a type that occurs again is a pointer to the first ("#/properties/a").
    private static JsonElement Resolved(JsonElement root, JsonElement place)
    {
        if (Member(place, "$ref") is not { } pointer) return place;
        foreach (var name in pointer.GetString()!.Split('/').Skip(1))
            root = Member(root, name) ?? default;
        return root;
    }

    private static JsonElement? Below(JsonElement parent, Match step)
    {
        if (step.Groups["index"].Success) return Member(parent, "items");
        return (Member(parent, "properties") is { } members ? Member(members, step.Groups["name"].Value) : null) ?? Member(parent, "additionalProperties");
    }

    private static string? Describe(JsonElement schema)
    {
        if (Member(schema, "enum") is { } values) return $"one of {string.Join(", ", values.EnumerateArray().Select(value => value.GetRawText()))}";
        if (Member(schema, "type") is not { } type) return null;
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(Name) : [Name(type)];
        var format = Member(schema, "format") is { } name ? $" in the form {name.GetString()}" : "";
        return string.Join(" or ", types) + format;
    }

    private static string Name(JsonElement type) => type.GetString() switch
    {
        "string" => "a string",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "an array",
        "object" => "an object",
        _ => "null",
    };

    // Names match whatever their case, as they do when an input is read.
    private static JsonElement? Member(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        }

        return null;
    }

    // The steps of a path of the serializer: "$.movies[2].title", "$['first name']".
    [GeneratedRegex(@"\[(?<index>\d+)\]|\['(?<name>.*?)'\]|\.(?<name>[^.\[]+)")]
    private static partial Regex Steps();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
