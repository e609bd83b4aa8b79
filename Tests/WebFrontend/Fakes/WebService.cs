using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.WebFrontend.Hosting;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>The real HTTP side on a port of its own, over <see cref="FakeGrains"/>. Tests of routes derive from it.</summary>
public abstract class WebService : IAsyncLifetime
{
    private readonly ConcurrentBag<string> _undeclared = [];
    private WebApplication? _app;
    private HttpClient? _client;

    internal FakeGrains Grains { get; } = new();

    internal FakeTimeProvider Clock { get; } = new(Samples.Noon);

    protected HttpClient Client => _client!;

    protected WebApplication App => _app!;

    public async Task InitializeAsync()
    {
        var builder = ServerBuilder.Create(["--Urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft", "None", .. Arguments]);
        builder.AddWebFrontend();
        builder.Services.AddSingleton<JobCalls>();
        builder.Services.AddSingleton(Grains.Factory);
        builder.Services.AddSingleton<IIdSource>(new FakeIds());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        Configure(builder);
        _app = builder.Build();
        _app.Use(Watch);
        _app.MapWebFrontend();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        Assert.Empty(_undeclared);
    }

    protected virtual string[] Arguments => [];

    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    /// <summary>Notes what a route answered that the OpenAPI document does not tell of it.</summary>
    private async Task Watch(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        var status = context.Response.StatusCode;
        // Any request may be refused for its Host or Origin, or break HTTP; of 499 nobody is told; and a fault of the service is no part of the contract.
        // A browser that asks beforehand is answered before any route.
        var isPreflight = status == 204 && context.Request.Headers.ContainsKey("Access-Control-Request-Method");
        if (endpoint is null || isPreflight || status is 400 or 403 or 405 or 408 or 415 or 499 or 500 || endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not null) return;
        var isDeclared = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == status)
            || endpoint.Metadata.OfType<IApiResponseMetadataProvider>().Any(answer => answer.StatusCode == status);
        if (!isDeclared) _undeclared.Add($"{endpoint.DisplayName}: {status}");
    }

    protected Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    protected Task<HttpResponseMessage> Post(string path, string? json = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, json is null ? null : Encoding.UTF8.GetBytes(json), headers);

    protected Task<HttpResponseMessage> Send(
        HttpMethod method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    /// <summary>Sends a request byte by byte as given, which has to ask for the connection's end, and gives the whole answer.</summary>
    protected async Task<string> SendText(string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Reads an answer's JSON after checking its status and media type.</summary>
    internal static async Task<JsonElement> ReadJson(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Reads a problem document after checking what all of them have.</summary>
    internal static async Task<JsonElement> ReadProblem(HttpResponseMessage response, int status, string slug)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal("/problems/" + slug, problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.NotEqual("", problem.GetProperty("traceId").GetString());
        Assert.Equal(response.RequestMessage!.RequestUri!.AbsolutePath, problem.GetProperty("instance").GetString());
        return problem;
    }

    /// <summary>Checks that a problem names a field, and gives what it says of it.</summary>
    internal static string FieldError(JsonElement problem, string field)
    {
        var errors = problem.GetProperty("errors");
        Assert.True(errors.TryGetProperty(field, out var messages), $"{field} is not in {errors}");
        return messages[0].GetString()!;
    }
}
