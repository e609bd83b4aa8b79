namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// The header Server-Timing of answers about jobs, in milliseconds: "engine", spent on waiting for grains, and "total",
/// until the answer began.
/// </summary>
internal sealed class ServerTiming(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _engine;

    /// <summary>Adds the header to answers of paths below /jobs.</summary>
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/jobs", StringComparison.Ordinal)) return next(context);
        var timing = new ServerTiming(context.RequestServices.GetRequiredService<TimeProvider>());
        context.Features.Set(timing);
        context.Response.OnStarting(timing.Write, context.Response);
        return next(context);
    }

    /// <summary>Answers as the grain does, and adds the time that it takes to the engine's.</summary>
    public static async Task<T> Engine<T>(HttpContext context, Func<Task<T>> call)
    {
        if (context.Features.Get<ServerTiming>() is not { } timing) return await call();
        var start = timing.Now;
        try
        {
            return await call();
        }
        finally
        {
            timing._engine += timing.Now - start;
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(_start);

    private Task Write(object response)
    {
        ((HttpResponse)response).Headers["Server-Timing"] = string.Create(
            CultureInfo.InvariantCulture, $"engine;dur={_engine.TotalMilliseconds:0.###}, total;dur={Now.TotalMilliseconds:0.###}");
        return Task.CompletedTask;
    }
}
