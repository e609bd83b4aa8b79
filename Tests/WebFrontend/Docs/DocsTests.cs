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
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        var html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        var addresses = Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Contains("scalar.js", addresses);
        foreach (var address in addresses.Append("/openapi/v1.json"))
            Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync(new Uri(page.RequestMessage!.RequestUri!, address))).StatusCode);
    }

    [Fact]
    public async Task The_root_leads_to_the_page()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Client.BaseAddress };
        var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Found, "/dashboard/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task The_browser_may_run_only_the_scripts_of_this_answer_and_ask_nobody_else()
    {
        var (first, second) = (await Get("/docs"), await Get("/docs"));
        var policy = Policy(first);
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("connect-src 'self'", policy);
        var nonce = Regex.Match(policy.Single(rule => rule.StartsWith("script-src", StringComparison.Ordinal)), "^script-src 'self' 'nonce-([^']+)'$").Groups[1].Value;
        Assert.NotEqual(policy, Policy(second));
        Assert.All(
            Regex.Matches(await first.Content.ReadAsStringAsync(), "<script[^>]*>").Select(script => WebUtility.HtmlDecode(script.Value)),
            script => Assert.Contains($"nonce=\"{nonce}\"", script, StringComparison.Ordinal));
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

    private static string[] Policy(HttpResponseMessage page) => page.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
}
