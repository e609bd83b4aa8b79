using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Tells the OpenAPI document which scope an operation demands where credentials are configured.</summary>
internal static class ScopePart
{
    private const string Scheme = "bearer";

    /// <summary>Adds the credentials that there are to the document.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, or a token. Asked for where credentials are configured; without any, whoever calls from the service's own machine may do everything.",
        };
    }

    /// <summary>Adds to an operation what its endpoint demands.</summary>
    public static void AddTo(OpenApiOperation operation, IEnumerable<object> metadata, OpenApiDocument? document)
    {
        if (metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy is not { } scope) return;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [scope] }];
    }
}
