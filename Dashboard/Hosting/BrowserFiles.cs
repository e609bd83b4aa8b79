using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>
/// What browsers load beside the pages. It is in the assembly, so that it is there in whichever program, started from whichever folder; and has
/// its version in its address, so that browsers may keep it.
/// </summary>
internal static class BrowserFiles
{
    private const string Folder = "files";
    private const string Path = $"/{Folder}";

    private static readonly Assembly Assembly = typeof(BrowserFiles).Assembly;
    private static readonly Dictionary<string, string> Versions = Assembly.GetManifestResourceNames().ToDictionary(name => name, VersionOf, StringComparer.Ordinal);

    /// <summary>The address of a file, relative to the dashboard's.</summary>
    public static string Address(string name) => $"{Folder}/{name}?v={Versions[$"{Folder}.{name}"]}";

    /// <summary>Serves them, compressed.</summary>
    public static void UseBrowserFiles(this IApplicationBuilder app) => app.UseWhen(IsFile, static files =>
    {
        files.UseResponseCompression();
        files.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = Path,
            FileProvider = new EmbeddedFileProvider(Assembly, Folder),
            OnPrepareResponse = response => response.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
        });
    });

    private static bool IsFile(HttpContext context) => context.Request.Path.StartsWithSegments(Path);

    private static string VersionOf(string name)
    {
        using var file = Assembly.GetManifestResourceStream(name)!;
        return Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 8));
    }
}
