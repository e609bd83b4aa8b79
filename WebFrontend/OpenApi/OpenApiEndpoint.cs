using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansJobs.WebFrontend.OpenApi;

/// <summary>Gives out the OpenAPI document. It is made at the first request: what it tells does not change while the process runs.</summary>
internal sealed class OpenApiEndpoint([FromKeyedServices(OpenApiSetup.Document)] IOpenApiDocumentProvider documents)
{
    private Task<(byte[] Text, string Tag)>? _document;

    // GET /openapi/v1.json
    public async Task Get(HttpContext context)
    {
        // Two first requests make it twice, and the same.
        var (text, tag) = await (_document ??= Make(context.Request.PathBase));
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (EntityTag.IsKnown(context.Request, tag))
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await JsonReply.Write(context, 200, text);
    }

    private async Task<(byte[] Text, string Tag)> Make(PathString below)
    {
        var document = await documents.GetOpenApiDocumentAsync();
        if (below.HasValue) document.Servers = [new OpenApiServer { Url = below.ToUriComponent() }];
        var text = Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        return (text, $"\"{Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, 16))}\"");
    }
}
