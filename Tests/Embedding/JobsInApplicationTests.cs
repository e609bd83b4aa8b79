using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.Embedding;

/// <summary>The routes of jobs in somebody else's web application.</summary>
public sealed class JobsInApplicationTests
{
    private static readonly Uri Jobs = new("/ops/jobs", UriKind.Relative);

    [Fact]
    public async Task Routes_are_below_the_prefix_and_say_so()
    {
        await using var shop = await Shop.Start();
        using var submitted = await shop.Http.PostAsJsonAsync(Jobs, new { kind = "images.resize", input = new { url = "a.png" } });
        Assert.Equal(HttpStatusCode.Accepted, submitted.StatusCode);
        var place = submitted.Headers.Location!;
        Assert.StartsWith("/ops/jobs/", place.OriginalString, StringComparison.Ordinal);
        var ended = await shop.Http.GetFromJsonAsync<JsonElement>($"{place}?wait=30s");
        Assert.Equal("a.png 800", ended.GetProperty("result").GetString());

        await shop.Jobs.Submit<ResizeImage>(new ResizeInput { Url = "b.png" });
        using var page = await shop.Http.GetAsync(new Uri("/ops/jobs?limit=1", UriKind.Relative));
        Assert.StartsWith("</ops/jobs?limit=1&cursor=", Assert.Single(page.Headers.GetValues("Link")), StringComparison.Ordinal);

        foreach (var root in (string[])["/ops", "/ops/", "/OPS/"])
        {
            using var docs = await shop.Http.GetAsync(new Uri(root, UriKind.Relative));
            Assert.Equal("/ops/dashboard/", docs.Headers.Location!.OriginalString);
        }

        var document = await shop.Http.GetFromJsonAsync<JsonElement>("/ops/openapi/v1.json");
        Assert.Equal("/ops", document.GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.False(document.GetProperty("paths").TryGetProperty("/animals", out _));
        using var ready = await shop.Http.GetAsync(new Uri("/ops/readyz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var unknown = await shop.Http.GetAsync(new Uri("/ops/animals", UriKind.Relative));
        Assert.Equal("/ops/animals", (await WebService.ReadProblem(unknown, 404, "not-found")).GetProperty("instance").GetString());
    }

    [Fact]
    public async Task The_application_stays_as_it_was()
    {
        await using var shop = await Shop.Start(
            builder => builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => context.ProblemDetails.Title = "The shop's own"),
            app =>
            {
                app.UseExceptionHandler();
                app.MapGet("/fails", string () => throw new InvalidOperationException());
                app.MapGet("/json", () => new { Count = 1L, State = JobState.Running, Pause = TimeSpan.FromMinutes(1) });
                app.MapOrleansJobs("/ops");
            });
        Assert.Equal("""{"count":1,"state":2,"pause":"00:01:00"}""", await shop.Http.GetStringAsync(new Uri("/json", UriKind.Relative)));
        using var failed = await shop.Http.GetAsync(new Uri("/fails", UriKind.Relative));
        Assert.Equal("The shop's own", (await failed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString());
        using var missed = await shop.Http.GetAsync(new Uri("/nothing", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, 0L), (missed.StatusCode, missed.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Without_a_policy_only_this_machine_may_come()
    {
        await using var shop = await Shop.Start();
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, Jobs) { Headers = { Host = "shop.example" } };
        using (var response = await shop.Http.SendAsync(elsewhere)) await WebService.ReadProblem(response, 400, "host-not-allowed");

        await using var far = await Shop.Start(map: app =>
        {
            Shop.FromFar(app);
            app.MapOrleansJobs("/ops");
        });
        using (var response = await far.Http.GetAsync(Jobs)) await WebService.ReadProblem(response, 403, "not-local");
    }

    [Fact]
    public async Task The_applications_own_policy_decides_if_it_names_one()
    {
        await using var shop = await Shop.Start(
            builder =>
            {
                builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, NameIsEnough>("Test", null);
                builder.Services.AddAuthorizationBuilder().AddPolicy("Operators", policy => policy.RequireUserName("olga"));
            },
            app =>
            {
                Shop.FromFar(app);
                app.MapOrleansJobs("/ops").RequireAuthorization("Operators");
            });
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(null));
        Assert.Equal(HttpStatusCode.Forbidden, await Status("karl"));
        Assert.Equal(HttpStatusCode.OK, await Status("olga"));
        Assert.Equal(HttpStatusCode.OK, await Status("olga", "/ops/admin/silos"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status("olga", site: "cross-site"));

        async Task<HttpStatusCode> Status(string? name, string path = "/ops/jobs", string site = "same-origin")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { Host = "shop.example" } };
            request.Headers.Add("Sec-Fetch-Site", site);
            if (name is not null) request.Headers.Add("Name", name);
            using var response = await shop.Http.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Settings_are_below_a_section_of_their_own()
    {
        await using var shop = await Shop.Start(settings: [("OrleansJobs:Limits:RequestBody", "2048"), ("Limits:RequestBody", "no"), ("Storage:Provider", "Tape")]);
        using var tooLarge = await shop.Http.PostAsJsonAsync(Jobs, new { kind = "images.resize", input = new { url = new string('a', 3_000) } });
        await WebService.ReadProblem(tooLarge, 413, "body-too-large");

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Shop.Start(settings: [("OrleansJobs:Limits:RequestBodies", "2048"), ("OrleansJobs:Zoo:Animals", "x")]));
        Assert.Equal(2, refused.Failures.Count());
        Assert.Contains(refused.Failures, fault => fault.StartsWith("OrleansJobs:Limits:RequestBodies: there is no such setting", StringComparison.Ordinal));
        Assert.Contains(refused.Failures, fault => fault.StartsWith("OrleansJobs:Zoo: there is no such setting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watchers_see_what_happens_and_hold_up_no_stop()
    {
        await using var shop = await Shop.Start();
        using var stream = await shop.Http.GetStreamAsync(new Uri("/ops/events", UriKind.Relative));
        using var reader = new StreamReader(stream);
        var job = await shop.Jobs.Submit<ResizeImage>(new ResizeInput { Url = "a.png" });
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Contains($"{job.Id}", StringComparison.Ordinal) && line.Contains("succeeded", StringComparison.Ordinal)) break;
        }

        await shop.Stop().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("ops")]
    [InlineData("/ops/")]
    public async Task A_prefix_has_one_form(string prefix) =>
        await Assert.ThrowsAsync<ArgumentException>(nameof(prefix), () => Shop.Start(map: app => app.MapOrleansJobs(prefix)));

    [Fact]
    public async Task Routes_need_jobs()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        Assert.Contains("AddOrleansJobs", Assert.Throws<InvalidOperationException>(() => app.MapOrleansJobs("/ops")).Message, StringComparison.Ordinal);
    }

    private sealed class NameIsEnough(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["Name"] is [{ } name]
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "Test")), "Test"))
            : AuthenticateResult.NoResult());
    }
}
