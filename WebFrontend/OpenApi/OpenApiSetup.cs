using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.OpenApi;

/// <summary>What the OpenAPI 3.1 document tells, and its route.</summary>
internal static class OpenApiSetup
{
    /// <summary>The document's name.</summary>
    public const string Document = "v1";

    /// <summary>Members of <see cref="JobSpec"/> that the service fills in itself.</summary>
    private static readonly string[] NotFromCallers = ["tenant", "keyed", "traceParent", "schedule", "batch", "callbackOf", "replayOf"];

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            // The shapes are those of the generated code that reads and writes.
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.NumberHandling = ApiJson.Default.Options.NumberHandling;
            foreach (var converter in ApiJson.Default.Options.Converters) json.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "OrleansJobs",
                    Version = Document,
                    Description = "Background jobs. Every error is a problem document (RFC 9457) of a type explained at /problems/{slug}.",
                };
                ScopePart.AddTo(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(async (operation, context, cancellationToken) =>
            {
                operation.OperationId ??= IdOf(context.Description);
                operation.Description = operation.Description?.ReplaceLineEndings(" ");
                await AnswerShapes.AddTo(operation, context, cancellationToken);
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                foreach (var part in metadata.OfType<IOperationPart>()) part.AddTo(operation);
                ScopePart.AddTo(operation, metadata, context.Document);
            });
            options.AddSchemaTransformer(DescribeSchema);
        });
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"/openapi/{Document}.json", ActivatorUtilities.CreateInstance<OpenApiEndpoint>(routes.ServiceProvider).Get)
            .ExcludeFromDescription();

    /// <summary>A name for clients that are made from the document: "jobSubmit" for the handler JobEndpoints.Submit.</summary>
    private static string IdOf(ApiDescription operation)
    {
        var handler = operation.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().First();
        var noun = handler.DeclaringType!.Name.Replace("Endpoints", "", StringComparison.Ordinal).Replace("Endpoint", "", StringComparison.Ordinal);
        return JsonNamingPolicy.CamelCase.ConvertName(noun) + handler.Name;
    }

    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(JobSpec))
        {
            foreach (var name in NotFromCallers) schema.Properties?.Remove(name);
            schema.AdditionalPropertiesAllowed = false;
        }
        else if (type == typeof(Job))
        {
            // Not written, because it has no setter (see ApiJson), but the framework describes it all the same.
            schema.Properties?.Remove("hasEnded");
        }
        else if (type == typeof(TimeSpan) || type == typeof(TimeSpan?))
        {
            schema.Type = type == typeof(TimeSpan) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "duration";
            schema.Pattern = null;
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type == typeof(Json))
        {
            schema.Description = "Any JSON value.";
        }

        return Task.CompletedTask;
    }
}
