using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>Opens the streams of one request; they are closed with it, however it is answered.</summary>
internal sealed class Watches(HttpContext context) : IBindableFromHttpContext<Watches>
{
    private WatchHub Hub => context.RequestServices.GetRequiredService<WatchHub>();

    public static ValueTask<Watches?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new Watches(context));

    /// <summary>Opens a stream of one job; null if there are too many. What is committed from now on is told, or found out.</summary>
    public async Task<Watcher?> Of(Guid job)
    {
        if (Hub.Watch(job) is not { } watcher) return null;
        await Open(watcher);
        return watcher;
    }

    /// <summary>Opens a stream of the jobs that match; null if there are too many.</summary>
    public async Task<FeedStream?> Of(NewsFilter filter, FeedEventId? from)
    {
        if (Hub.Watch(filter, from) is not var (watcher, start)) return null;
        await Open(watcher);
        return new FeedStream(start, watcher);
    }

    private Task Open(Watcher watcher)
    {
        context.Response.RegisterForDispose(watcher);
        return context.RequestServices.GetRequiredService<LeaseKeeper>().WhenTold();
    }
}
