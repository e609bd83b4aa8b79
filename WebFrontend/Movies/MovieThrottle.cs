using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// A token bucket for each user, by the framework's rate limiter, which counts time by the system's own monotonic clock and
/// forgets buckets that are full again.
/// </summary>
internal sealed class MovieThrottle(IOptions<MovieAccessOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetTokenBucketLimiter(user, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.Throttle.Burst,
            TokensPerPeriod = options.Value.Throttle.Permits,
            ReplenishmentPeriod = options.Value.Throttle.Per,
        }));

    /// <summary>Takes a permit; null if there was one, else how long to wait for the next.</summary>
    public TimeSpan? Wait(string user)
    {
        using var permit = _buckets.AttemptAcquire(user);
        if (permit.IsAcquired) return null;
        return permit.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : options.Value.Throttle.Per;
    }

    public void Dispose() => _buckets.Dispose();
}
