namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// While the process starts, it answers 503, and /healthz: a web process that is a client of silos elsewhere starts for as long
/// as none of them is there.
/// </summary>
internal sealed class StartingMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public Task Invoke(HttpContext context) =>
        lifetime.ApplicationStarted.IsCancellationRequested || context.Request.Path == "/healthz"
            ? next(context)
            : Problem.Unavailable(unchanged: true).ExecuteAsync(context);
}
