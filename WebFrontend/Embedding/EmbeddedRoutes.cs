using Microsoft.AspNetCore.Authorization;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Hosting;

namespace OrleansJobs.WebFrontend.Embedding;

/// <summary>Our routes as one endpoint of somebody else's application: a pipeline with services of its own.</summary>
internal sealed class EmbeddedRoutes
{
    private readonly PathString _prefix;
    private readonly ServiceProvider _services;
    private readonly RequestDelegate _pipeline;

    /// <param name="application">The application's services.</param>
    /// <param name="prefix">Of the paths below which the routes are.</param>
    public EmbeddedRoutes(IServiceProvider application, string prefix)
    {
        _prefix = prefix;
        _services = EmbeddedServices.Of(application);
        var builder = new ApplicationBuilder(_services);
        builder.UseJobRoutes();
        _pipeline = builder.Build();
        LiveAndDieWith(application.GetRequiredService<IHostApplicationLifetime>());
    }

    /// <summary>Answers a request that the application has let pass.</summary>
    public async Task Invoke(HttpContext context)
    {
        var (outside, endpoint, user) = (context.RequestServices, context.GetEndpoint(), context.User);
        var (pathBase, path) = (context.Request.PathBase, context.Request.Path);
        await using var scope = _services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        context.Request.PathBase = pathBase + _prefix;
        context.Request.Path = path.Value![_prefix.Value!.Length..];
        context.Request.RouteValues.Clear();
        context.SetEndpoint(null);
        if (endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null) context.Features.Set(Admitted.ByApplication);
        try
        {
            await _pipeline(context);
        }
        finally
        {
            context.SetEndpoint(endpoint);
            (context.Request.PathBase, context.Request.Path) = (pathBase, path);
            (context.RequestServices, context.User) = (outside, user);
        }
    }

    private void LiveAndDieWith(IHostApplicationLifetime application)
    {
        var hosted = _services.GetServices<IHostedService>().ToList();
        application.ApplicationStarted.Register(() => hosted.ForEach(service => service.StartAsync(CancellationToken.None)));
        application.ApplicationStopping.Register(() => hosted.ForEach(service => service.StopAsync(CancellationToken.None)));
        application.ApplicationStopped.Register(_services.Dispose);
    }
}
