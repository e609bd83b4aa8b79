using System.Net;
using System.Text.RegularExpressions;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Docs;

public sealed class DocsTests : WebService
{
    [Fact]
    public async Task The_page_loads_only_its_own_files_and_each_is_there()
    {
        var page = await Get("/docs");
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        var html = await page.Content.ReadAsStringAsync();
        var addresses = Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Contains("/docs/docs.js", addresses);
        foreach (var address in addresses)
        {
            Assert.StartsWith("/", address, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await Get(address)).StatusCode);
        }
    }

    [Fact]
    public async Task The_script_and_the_page_put_nothing_in_as_markup_and_name_no_other_host()
    {
        foreach (var file in new[] { "/docs", "/docs/docs.js", "/docs/docs.css" })
        {
            var text = await (await Get(file)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
            Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answers_about_jobs_tell_how_long_their_parts_took()
    {
        Grains.OnWait = (id, _) =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1_500));
            return Task.FromResult<Job?>(Samples.Finished(id));
        };
        var response = await Get($"/jobs/{Guid.NewGuid()}?wait=5");
        Assert.Equal("engine;dur=1500, total;dur=1500", response.Headers.GetValues("Server-Timing").Single());
        Assert.Equal("engine;dur=0, total;dur=0", (await Get("/jobs/17")).Headers.GetValues("Server-Timing").Single());
        Assert.False((await Get("/healthz")).Headers.Contains("Server-Timing"));
    }
}
