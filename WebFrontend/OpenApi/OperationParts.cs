using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OrleansJobs.WebFrontend.OpenApi;

/// <summary>Metadata of an endpoint that says what the framework cannot find out for the OpenAPI document.</summary>
internal interface IOperationPart
{
    /// <summary>Adds it to what the document tells of the operation.</summary>
    void AddTo(OpenApiOperation operation);
}

/// <summary>A parameter.</summary>
internal sealed record ParameterPart(ParameterLocation In, string Name, string About, OpenApiSchema Schema) : IOperationPart
{
    /// <summary>A header of the request, never required.</summary>
    public static ParameterPart Header(string name, string about) => new(ParameterLocation.Header, name, about, new() { Type = JsonSchemaType.String });

    /// <summary>A part of the path.</summary>
    public static ParameterPart Path(string name, string about, string? format = null) =>
        new(ParameterLocation.Path, name, about, new() { Type = JsonSchemaType.String, Format = format });

    public void AddTo(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        var known = operation.Parameters.FirstOrDefault(parameter => parameter.In == In && parameter.Name == Name);
        if (known is not null) operation.Parameters.Remove(known);
        var about = known?.Description ?? About;
        operation.Parameters.Add(new OpenApiParameter { In = In, Name = Name, Description = about, Required = In == ParameterLocation.Path, Schema = Schema });
    }
}

/// <summary>A header of an answer.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AnswerHeaderAttribute(int status, string name, string about) : Attribute, IOperationPart
{
    public void AddTo(OpenApiOperation operation)
    {
        if (operation.Responses?.GetValueOrDefault($"{status}") is not OpenApiResponse response) return;
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = about, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}

/// <summary>An example of the body.</summary>
internal sealed record BodyExample(string Json) : IOperationPart
{
    public void AddTo(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content?.TryGetValue(JsonReply.MediaType, out var content) == true) content.Example = JsonNode.Parse(Json);
    }
}

/// <summary>An example of an answer.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExampleAttribute(int status, string json) : Attribute, IOperationPart
{
    public void AddTo(OpenApiOperation operation)
    {
        foreach (var content in operation.Responses?.GetValueOrDefault($"{status}")?.Content?.Values ?? []) content.Example = JsonNode.Parse(json);
    }
}

/// <summary>A parameter that the handler reads itself.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ParameterAttribute(ParameterLocation place, string name, string about) : Attribute, IOperationPart
{
    /// <summary>The format of its text (OpenAPI 3.1, 4.4.2); null if any.</summary>
    public string? Format { get; init; }

    public void AddTo(OpenApiOperation operation) =>
        new ParameterPart(place, name, about, new() { Type = JsonSchemaType.String, Format = Format }).AddTo(operation);
}
