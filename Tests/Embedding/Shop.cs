using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Embedding;

/// <summary>A web application that is not this project's own, with jobs in it.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly TempDirectory _data = new();
    private readonly WebApplication _app;

    private Shop(Action<WebApplicationBuilder>? configure, Action<WebApplication> map, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Append(("OrleansJobs:Storage:DataDirectory", _data.Path)).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder);
        builder.AddOrleansJobs(jobs => jobs.AddJob<ResizeImage>("images.resize"));
        _app = builder.Build();
        map(_app);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public IJobs Jobs => Services.GetRequiredService<IJobs>();

    /// <summary>Starts one.</summary>
    /// <param name="configure">Of the application, before jobs are added.</param>
    /// <param name="map">Its routes; only those about jobs, below /ops, if null.</param>
    /// <param name="settings">Of its configuration.</param>
    public static async Task<Shop> Start(Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, params (string Key, string Value)[] settings)
    {
        var shop = new Shop(configure, map ?? (app => app.MapOrleansJobs("/ops")), settings);
        await shop._app.StartAsync();
        shop.Http.BaseAddress = new Uri(shop._app.Urls.First());
        return shop;
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Lets every request come from another machine.</summary>
    public static void FromFar(WebApplication app) => app.Use((context, next) =>
    {
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        return next(context);
    });
}

internal sealed record ResizeInput
{
    public required string Url { get; init; }

    public int Width { get; init; } = 800;
}

internal sealed class ResizeImage : IJobHandler<ResizeInput, string>
{
    public Task<string> RunAsync(ResizeInput input, JobContext context, CancellationToken cancellationToken) => Task.FromResult($"{input.Url} {input.Width}");
}
