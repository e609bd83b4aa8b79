using System.Threading.RateLimiting;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>A bucket of permits for each name. The framework forgets those that are full again.</summary>
internal sealed class Buckets(BucketOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(
        name => RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = options.Permits,
            ReplenishmentPeriod = options.Per,
        }));

    /// <summary>Takes a permit; if there is none, answers after how many seconds there may be one, and null otherwise.</summary>
    public int? Take(string name)
    {
        using var permit = _buckets.AttemptAcquire(name);
        if (permit.IsAcquired) return null;
        var wait = permit.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : options.Per;
        return (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds));
    }

    public void Dispose() => _buckets.Dispose();
}
