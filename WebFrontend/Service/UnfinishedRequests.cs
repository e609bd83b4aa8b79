using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// Lets no client hold up a stop: a connection whose request is not finished a little later is closed. Kestrel itself would
/// wait for as long as the host does.
/// </summary>
internal sealed class UnfinishedRequests : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _stopping;
    private ITimer? _timer;

    public UnfinishedRequests(IHostApplicationLifetime lifetime, TimeProvider clock, IOptions<ShutdownOptions> options) =>
        _stopping = lifetime.ApplicationStopping.Register(() =>
            _timer = clock.CreateTimer(_ => _over.Cancel(), null, options.Value.Requests, Timeout.InfiniteTimeSpan));

    /// <summary>Watches every connection.</summary>
    public static void Limit(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint =>
    {
        var unfinished = kestrel.ApplicationServices.GetRequiredService<UnfinishedRequests>();
        endpoint.Use(next => connection => unfinished.Watch(next, connection));
    });

    public void Dispose()
    {
        _stopping.Dispose();
        _timer?.Dispose();
        _over.Dispose();
    }

    private async Task Watch(ConnectionDelegate next, ConnectionContext connection)
    {
        using var abort = _over.Token.Register(static connection => ((ConnectionContext)connection!).Abort(), connection);
        await next(connection);
    }
}
