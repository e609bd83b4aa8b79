using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansJobs.WebFrontend.OpenApi;

/// <summary>Of an operation that has several shapes of answer for one status, the framework describes the last only.</summary>
internal static class AnswerShapes
{
    /// <summary>Describes all of them, in the order in which the handler names them.</summary>
    public static async Task AddTo(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var answers in context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>().GroupBy(answer => answer.StatusCode))
        {
            var types = answers.Select(answer => answer.Type).OfType<Type>().Distinct().ToList();
            if (types.Count < 2) continue;
            var shapes = new OpenApiSchema { AnyOf = [] };
            foreach (var type in types) shapes.AnyOf.Add(await ShapeOf(type));
            foreach (var content in operation.Responses?.GetValueOrDefault($"{answers.Key}")?.Content?.Values ?? []) content.Schema = shapes;
        }

        async Task<IOpenApiSchema> ShapeOf(Type type) => context.Document?.Components?.Schemas?.ContainsKey(type.Name) == true
            ? new OpenApiSchemaReference(type.Name, context.Document)
            : await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
    }
}
