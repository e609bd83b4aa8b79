using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.OpenApi;

/// <summary>
/// Says of an endpoint what the OpenAPI document tells. Endpoints read requests by hand, so the framework cannot find
/// this out by itself. Media types given here are also enforced: another one is answered with 415.
/// </summary>
internal static class OperationDocumentation
{
    /// <summary>Puts the endpoint into the document.</summary>
    public static IEndpointConventionBuilder Documented(
        this IEndpointConventionBuilder endpoint, RequestDelegate handler, string tag, string summary, string? description = null)
    {
        // The framework describes only endpoints whose method it knows.
        endpoint.WithMetadata(handler.Method).WithTags(tag).WithSummary(summary);
        return description is null ? endpoint : endpoint.WithDescription(description);
    }

    /// <summary>A part of the path.</summary>
    public static IEndpointConventionBuilder PathParameter(
        this IEndpointConventionBuilder endpoint, string name, string description, string? format = null) =>
        endpoint.Parameter(ParameterLocation.Path, name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = format });

    /// <summary>A parameter of the query string, always optional.</summary>
    public static IEndpointConventionBuilder QueryParameter(
        this IEndpointConventionBuilder endpoint, string name, string description, bool isNumber = false, IEnumerable<string>? values = null) =>
        endpoint.Parameter(ParameterLocation.Query, name, description, new OpenApiSchema
        {
            Type = isNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
            Enum = values?.Select(value => (JsonNode)value).ToList(),
        });

    /// <summary>A header of the request, always optional.</summary>
    public static IEndpointConventionBuilder RequestHeader(this IEndpointConventionBuilder endpoint, string name, string description) =>
        endpoint.Parameter(ParameterLocation.Header, name, description, Text());

    /// <summary>The body, in JSON.</summary>
    public static IEndpointConventionBuilder Takes<T>(
        this IEndpointConventionBuilder endpoint, string example, bool optional = false, params string[] otherMediaTypes)
    {
        endpoint.WithMetadata(new AcceptsMetadata([JsonReply.MediaType, .. otherMediaTypes], typeof(T), optional));
        return endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.RequestBody?.Content?.TryGetValue(JsonReply.MediaType, out var content) == true) content.Example = JsonNode.Parse(example);
            return Task.CompletedTask;
        });
    }

    /// <summary>An answer without body.</summary>
    public static IEndpointConventionBuilder Answers(this IEndpointConventionBuilder endpoint, int status, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void)))
            .Answer(status, response => response.Description = description);

    /// <summary>An answer in JSON.</summary>
    public static IEndpointConventionBuilder Answers<T>(
        this IEndpointConventionBuilder endpoint, int status, string description, string? example = null) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(T), [JsonReply.MediaType]))
            .Answer(status, response =>
            {
                response.Description = description;
                if (example is null) return;
                foreach (var content in response.Content?.Values ?? []) content.Example = JsonNode.Parse(example);
            });

    /// <summary>An answer in plain text.</summary>
    public static IEndpointConventionBuilder AnswersText(this IEndpointConventionBuilder endpoint, int status, string example) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(string), ["text/plain"]))
            .Answer(status, response =>
            {
                response.Description = $"Text: {example}";
                foreach (var content in response.Content?.Values ?? []) content.Example = JsonValue.Create(example);
            });

    /// <summary>A header of an answer.</summary>
    public static IEndpointConventionBuilder AnswerHeader(
        this IEndpointConventionBuilder endpoint, int status, string name, string description) =>
        endpoint.Answer(status, response =>
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[name] = new OpenApiHeader { Description = description, Schema = Text() };
        });

    /// <summary>Errors, as problem documents.</summary>
    public static IEndpointConventionBuilder AnswersProblems(this IEndpointConventionBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDocument), [ProblemReply.MediaType]));
        return endpoint;
    }

    private static IEndpointConventionBuilder Answer(this IEndpointConventionBuilder endpoint, int status, Action<OpenApiResponse> change) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Responses?.TryGetValue($"{status}", out var response) == true) change((OpenApiResponse)response);
            return Task.CompletedTask;
        });

    private static IEndpointConventionBuilder Parameter(
        this IEndpointConventionBuilder endpoint, ParameterLocation place, string name, string description, OpenApiSchema schema) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                In = place,
                Name = name,
                Description = description,
                Required = place == ParameterLocation.Path,
                Schema = schema,
            });
            return Task.CompletedTask;
        });

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
