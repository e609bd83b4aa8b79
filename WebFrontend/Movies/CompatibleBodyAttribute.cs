using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// Tells of a body without enforcing its media type: these routes have an answer of their own to requests without JSON.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CompatibleBodyAttribute(string example) : Attribute, IOperationPart
{
    public void AddTo(OpenApiOperation operation) => operation.RequestBody = new OpenApiRequestBody
    {
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [JsonReply.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object }, Example = JsonNode.Parse(example) },
        },
    };
}
