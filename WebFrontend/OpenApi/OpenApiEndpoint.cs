using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansJobs.WebFrontend.OpenApi;

/// <summary>Gives out the OpenAPI document. It is made at the first request: what it tells does not change while the process runs.</summary>
internal sealed class OpenApiEndpoint
{
    private readonly Lazy<Task<(byte[] Text, string Tag)>> _document;

    public OpenApiEndpoint([FromKeyedServices(OpenApiSetup.Document)] IOpenApiDocumentProvider documents) =>
        _document = new(() => Make(documents));

    // GET /openapi/v1.json
    public async Task Get(HttpContext context)
    {
        var (text, tag) = await _document.Value;
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (EntityTag.IsKnown(context.Request, tag))
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await JsonReply.Write(context, 200, text);
    }

    private static async Task<(byte[] Text, string Tag)> Make(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync();
        var text = Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        return (text, $"\"{Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, 16))}\"");
    }
}
