using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace OrleansJobs.WebFrontend.Docs;

/// <summary>A page that shows the OpenAPI document to people. Its scripts are parts of the program; it loads nothing else.</summary>
internal static class DocsRoutes
{
    public static void MapDocs(this IEndpointRouteBuilder routes) => routes.MapScalarApiReference("/docs", (page, context) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        page.WithTitle("OrleansJobs: the HTTP interface").WithNonce(nonce);
        // Whatever of it is at another host.
        page.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools();
        Protect(context.Response.Headers, nonce);
    });

    private static void Protect(IHeaderDictionary headers, string nonce)
    {
        // Styles are put in by the script, with names that it makes up.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
