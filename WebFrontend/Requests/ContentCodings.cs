using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RequestDecompression;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>Compressed bodies (RFC 9110, 8.4): gzip and br are read, within the limits of bodies, and all others refused.</summary>
internal static class ContentCodings
{
    private const string Known = "br, gzip";

    public static void AddContentCodings(this IServiceCollection services)
    {
        // Else the framework takes a body that breaks off for one that ends.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        services.AddRequestDecompression(options =>
        {
            options.DecompressionProviders.Clear();
            options.DecompressionProviders.Add("br", new Coding(body => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true)));
            options.DecompressionProviders.Add("gzip", new Coding(body => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true)));
        });
    }

    /// <summary>Whether a failed read is the caller's fault, whose body is not what its header says.</summary>
    public static bool IsFault(Exception exception) =>
        exception is InvalidDataException or InvalidOperationException { Source: "System.IO.Compression.Brotli" };

    /// <summary>Comes behind routing, which knows an endpoint's own limit.</summary>
    public static void UseContentCodings(this IApplicationBuilder app)
    {
        app.UseRequestDecompression();
        app.Use(RefuseOthers);
    }

    // The framework takes away the header of what it decodes, and passes on what it does not know.
    private static Task RefuseOthers(HttpContext context, RequestDelegate next)
    {
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        if (!hasBody || context.Request.Headers.ContentEncoding.Count == 0) return next(context);
        context.Response.Headers.AcceptEncoding = Known;
        return ProblemTypes.UnsupportedMediaType.Because($"The body may be sent as it is or in one Content-Encoding of these: {Known}.").ExecuteAsync(context);
    }

    private sealed class Coding(Func<Stream, Stream> decode) : IDecompressionProvider
    {
        public Stream GetDecompressionStream(Stream stream) => decode(stream);
    }
}
