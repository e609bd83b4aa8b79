using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Hosting;
using OrleansJobs.WebFrontend.Traffic;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Traffic;

/// <summary>Whatever routes others name below /api, their paths are theirs for all methods and are not counted.</summary>
public sealed class NamedApiPathTests : IAsyncLifetime
{
    private readonly FakeGrains _grains = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var builder = ServerBuilder.Create(["--Urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft", "None"]);
        builder.AddWebFrontend();
        builder.Services.AddSingleton<JobCalls>();
        builder.Services.AddSingleton(_grains.Factory);
        builder.Services.AddSingleton<IIdSource>(new FakeIds());
        _app = builder.Build();
        _app.UseStatusCodePages();
        _app.MapPost("/api/token", Named).WithMetadata(new AcceptsMetadata(["application/json"]));
        _app.MapGet("/api/", Named);
        _app.MapPost("/api/", Named);
        _app.MapDelete("/api/", Named);
        _app.MapGet("/api/get_results/{id}", Named);
        _app.MapPost("/api/states_mean", Named);
        _app.MapGroup("/api").MapGet("/jobs/", Named);
        _app.MapTraffic();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/")]
    [InlineData("POST", "/api/")]
    [InlineData("DELETE", "/api")]
    [InlineData("GET", "/api/jobs")]
    [InlineData("GET", "/api/jobs/")]
    [InlineData("GET", "/api/get_results/job_id_1")]
    [InlineData("POST", "/api/states_mean/")]
    public async Task A_named_route_wins(string method, string path) => Assert.Equal("named", await Answer(method, path, HttpStatusCode.OK));

    [Theory]
    [InlineData("GET", "/api/token", "POST")]
    [InlineData("GET", "/api/token/", "POST")]
    [InlineData("HEAD", "/api/token", "POST")]
    [InlineData("GET", "/api/states_mean?question=1", "POST")]
    [InlineData("HEAD", "/api/jobs", "GET")]
    [InlineData("DELETE", "/api/jobs", "GET")]
    [InlineData("PUT", "/api/", "DELETE, GET, POST")]
    [InlineData("OPTIONS", "/api/get_results/7", "GET")]
    public async Task Its_path_has_no_other_methods(string method, string path, string allow)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow.Split(", "), response.Content.Headers.Allow);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Empty(await Counted());
    }

    [Fact]
    public async Task Its_other_refusals_stay_what_they_are()
    {
        using var response = await _client.PostAsync("/api/token", new StringContent("x"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/token/one/")]
    [InlineData("/api/tokens/")]
    [InlineData("/api/get_results/")]
    [InlineData("/api/get_results/7/8/")]
    [InlineData("/api/jobs//")]
    [InlineData("/api//")]
    public async Task Paths_beside_it_are_counted(string path)
    {
        Assert.Equal($"Request {path} finished", await Answer("GET", path, HttpStatusCode.OK));
        Assert.Equal([path], await Counted());
    }

    private static Task Named(HttpContext context) => context.Response.WriteAsync("named");

    private async Task<string> Answer(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new StringContent("{}", null, "application/json");
        using var response = await _client.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<List<string>> Counted()
    {
        (await _client.GetAsync("/stats/")).EnsureSuccessStatusCode();
        return [.. _grains.Flushes.SelectMany(flush => flush.Counts).Select(count => count.Url)];
    }
}
