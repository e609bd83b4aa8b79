using System.Diagnostics;

namespace OrleansJobs.Tests.Support;

/// <summary>Chromium without a window.</summary>
internal static class Browser
{
    // All that would call out, or write to the user's own profile, is off.
    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    /// <summary>The program, or null if there is none on this machine.</summary>
    public static string? Path { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>The page's HTML after its scripts have run, and what they wrote to the console.</summary>
    public static async Task<(string Html, string Console)> Render(Uri page)
    {
        using var profile = new TempDirectory();
        using var process = Process.Start(new ProcessStartInfo(
            Path!, [.. Quiet, $"--user-data-dir={profile.Path}", "--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom", page.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var console = process.StandardError.ReadToEndAsync();
        var html = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync();
        return (html, await console);
    }
}
