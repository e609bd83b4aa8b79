using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Describes what a kind takes and answers, as JSON Schema (2020-12), by the same options that read and write it.</summary>
internal static class KindSchema
{
    /// <summary>The schema of inputs: null is one only where a kind needs none.</summary>
    public static Json OfInput(Type type, JsonSerializerOptions json) => type == typeof(NoInput)
        ? Json.Parse("""{"type":["object","null"],"additionalProperties":false}""")
        : Export(type, json, nullable: false);

    /// <summary>The schema of results: every handler may return null where its type has it.</summary>
    public static Json OfResult(Type type, JsonSerializerOptions json) => Export(type, json, nullable: true);

    private static Json Export(Type type, JsonSerializerOptions json, bool nullable)
    {
        var exporting = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = !nullable,
            TransformSchemaNode = Describe,
        };
        return Json.Parse(json.GetJsonSchemaAsNode(type, exporting).ToJsonString());
    }

    // The exporter knows nothing of a converter of ours.
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var name = bare == typeof(TimeSpan) ? "string" : WholeNumberTypes.Contains(bare) ? "integer" : null;
        if (name is null) return schema;
        var described = new JsonObject { ["type"] = type == bare ? name : new JsonArray(name, "null") };
        if (bare == typeof(TimeSpan)) described["format"] = "duration";
        if ((schema as JsonObject)?["default"] is { } value) described["default"] = value.DeepClone();
        return described;
    }
}
