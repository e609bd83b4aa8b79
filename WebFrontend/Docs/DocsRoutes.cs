using System.Buffers;
using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.Docs;

/// <summary>A page that shows the OpenAPI document to people. Its three files are parts of the program; it loads nothing else.</summary>
internal static class DocsRoutes
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/docs", "docs.html", "text/html; charset=utf-8", "The page that shows this document");
        Map(routes, "/docs/docs.js", "docs.js", "text/javascript; charset=utf-8", "Its script");
        Map(routes, "/docs/docs.css", "docs.css", "text/css; charset=utf-8", "Its style");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string file, string mediaType, string summary)
    {
        var content = Read(file);
        RequestDelegate send = context =>
        {
            var response = context.Response;
            response.ContentType = mediaType;
            response.ContentLength = content.Length;
            response.Headers.ContentSecurityPolicy = Policy;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.CacheControl = "no-cache";
            response.BodyWriter.Write(content);
            return Task.CompletedTask;
        };
        routes.MapGet(path, send).Documented(send, "Docs", summary).Answers(200, "The file");
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(DocsRoutes).Assembly.GetManifestResourceStream($"Docs/{file}")!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
