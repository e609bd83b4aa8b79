namespace OrleansJobs.WebFrontend.Access;

/// <summary>How often each caller may ask, and each address show credentials that do not count.</summary>
internal sealed class CallerLimits(IOptions<AccessOptions> options) : IDisposable
{
    private readonly Buckets _callers = new(options.Value.Throttle);
    private readonly Buckets _failures = new(options.Value.Failures);

    /// <summary>Refuses callers who ask too often.</summary>
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (Caller.Of(context) is not { } caller) return next(context);
        var limits = context.RequestServices.GetRequiredService<CallerLimits>();
        return Take(limits._callers, caller.Key?.ToString() ?? caller.Actor) is { } tooMany ? tooMany.ExecuteAsync(context) : next(context);
    }

    /// <summary>Notes that a request showed credentials that do not count; answers why that is too many from its address, or null.</summary>
    public Problem? Failed(HttpContext context) => Take(_failures, $"{context.Connection.RemoteIpAddress}");

    public void Dispose()
    {
        _callers.Dispose();
        _failures.Dispose();
    }

    private static Problem? Take(Buckets buckets, string name) =>
        buckets.Take(name) is { } seconds ? ProblemTypes.TooManyRequests with { RetryAfter = seconds } : null;
}
