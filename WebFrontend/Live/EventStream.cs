using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>200 with events as they happen (Server-Sent Events). It ends when there will be no more, and when the process stops.</summary>
internal abstract partial class EventStream(Watcher watcher) : IResult, IEndpointMetadataProvider
{
    private const string MediaType = "text/event-stream";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(string), [MediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        (response.ContentType, response.Headers.CacheControl) = (MediaType, "no-store");

        // A proxy that gathers an answer before it sends it on would gather for ever.
        response.Headers["X-Accel-Buffering"] = "no";
        if (HeadRequests.IsHead(httpContext)) return;

        var ending = httpContext.RequestServices.GetRequiredService<Draining>().Ending;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, ending, watcher.Dropped);
        try
        {
            await response.StartAsync(over.Token);
            await Write(new EventWriter(response.BodyWriter, over.Token), watcher);
        }
        catch (OperationCanceledException)
        {
            // The caller comes back, and goes on where it was.
        }

        if (!watcher.Dropped.IsCancellationRequested) return;
        LogDropped(httpContext.RequestServices.GetRequiredService<ILogger<EventStream>>());
        httpContext.Abort();
    }

    /// <summary>Writes what the watcher is given until there will be no more events.</summary>
    protected abstract Task Write(EventWriter to, Watcher from);

    [LoggerMessage(87, LogLevel.Information, "A caller who does not take its events fast enough was dropped")]
    private static partial void LogDropped(ILogger logger);
}
