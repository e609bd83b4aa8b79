using System.Net;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The page of the interface, in a browser, on the real service.</summary>
public sealed class DocsPageTests
{
    [BrowserFact]
    public async Task The_page_shows_every_group_of_routes_and_breaks_no_rule_of_its_own()
    {
        using var data = new TempDirectory();
        await using var service = await ServiceProcess.Start(data.Path);
        var (html, console) = await Browser.Render(new Uri(service.Http.BaseAddress!, "/docs"));
        foreach (var group in await Groups(service.Http)) Assert.Contains($">{WebUtility.HtmlEncode(group)}<", html, StringComparison.Ordinal);
        // The first group is open.
        foreach (var route in new[] { "/jobs/{id}/cancel", "/jobs/batch", "Submits a job" }) Assert.Contains(route, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Content Security Policy", console, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Uncaught", console, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> Groups(HttpClient http)
    {
        var document = JsonDocument.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        return document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!);
    }
}
