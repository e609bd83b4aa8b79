using System.Threading.RateLimiting;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>How often each caller may ask, and each address show credentials that do not count.</summary>
internal sealed class CallerLimits(IOptions<AccessOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _callers = options.Value.Throttle.ByName();
    private readonly PartitionedRateLimiter<string> _failures = options.Value.Failures.ByName();

    /// <summary>Refuses callers who ask too often.</summary>
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (Caller.Of(context) is not { } caller) return next(context);
        var limits = context.RequestServices.GetRequiredService<CallerLimits>();
        return Take(limits._callers, caller.Key?.ToString() ?? caller.Actor, limits.Throttle) is { } tooMany ? tooMany.ExecuteAsync(context) : next(context);
    }

    /// <summary>Notes that a request showed credentials that do not count; answers why that is too many from its address, or null.</summary>
    public Problem? Failed(HttpContext context) => Take(_failures, $"{context.Connection.RemoteIpAddress}", options.Value.Failures);

    public void Dispose()
    {
        _callers.Dispose();
        _failures.Dispose();
    }

    private BucketOptions Throttle => options.Value.Throttle;

    private static Problem? Take(PartitionedRateLimiter<string> buckets, string name, BucketOptions bucket)
    {
        using var permit = buckets.AttemptAcquire(name);
        if (permit.IsAcquired) return null;
        var wait = permit.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : bucket.Per;
        return ProblemTypes.TooManyRequests with { RetryAfter = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)) };
    }
}
