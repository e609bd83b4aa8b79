using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>
/// The HTTP interface of this process, asked without a network. So the dashboard does nothing that cannot be done over HTTP, and may do what its
/// reader's credentials allow: scopes, tenants, limits and the list of changes are the interface's. The server is the one that ASP.NET Core has for tests: it
/// is a server like others, but for its connections.
/// </summary>
internal sealed class InProcessServer(IServiceProvider services) : IDisposable
{
    private readonly TestServer _server = new(services);

    /// <summary>Lets it have requests answered, from now on.</summary>
    /// <param name="pipeline">The interface.</param>
    // It has nothing to open, and so has started at once.
    public void Serve(RequestDelegate pipeline) => ((IServer)_server).StartAsync(new Application(services, pipeline), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Sends requests.</summary>
    public HttpMessageHandler CreateHandler() => _server.CreateHandler();

    public void Dispose() => _server.Dispose();

    private sealed class Application(IServiceProvider services, RequestDelegate pipeline) : IHttpApplication<HttpContext>
    {
        private readonly IServiceScopeFactory _scopes = services.GetRequiredService<IServiceScopeFactory>();

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures)
        {
            ServiceScopeFactory = _scopes,
            Connection = { RemoteIpAddress = IPAddress.Loopback },
        };

        public Task ProcessRequestAsync(HttpContext context) => pipeline(context);

        public void DisposeContext(HttpContext context, Exception? exception) =>
            (context.Features.Get<IServiceProvidersFeature>() as IDisposable)?.Dispose();
    }
}
