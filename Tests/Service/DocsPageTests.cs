using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The page of the interface, in a browser, on the real service.</summary>
public sealed class DocsPageTests
{
    [BrowserFact]
    public async Task The_page_shows_every_route_and_breaks_no_rule_of_its_own()
    {
        using var data = new TempDirectory();
        await using var service = await ServiceProcess.Start(data.Path);
        var (html, console) = await Browser.Render(new Uri(service.Http.BaseAddress!, "/docs"));
        foreach (var route in new[] { "/jobs/{id}/cancel", "/jobs/batch", "/queues/{name}/pause", "/kinds/{name}", "/animals/{name}", "/healthz" })
            Assert.Contains(route, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Content Security Policy", console, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Uncaught", console, StringComparison.Ordinal);
    }
}
