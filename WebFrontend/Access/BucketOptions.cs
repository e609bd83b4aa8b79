using System.Threading.RateLimiting;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>A bucket of permits, of which each request takes one, and which is refilled at a steady pace.</summary>
public sealed class BucketOptions
{
    /// <summary>Permits that are added in each period, 1 to 1,000,000.</summary>
    public int Permits { get; set; } = 1;

    /// <summary>The period, 10 ms to a day. Default 1 s.</summary>
    public TimeSpan Per { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Permits that a full bucket holds, 1 to 1,000,000.</summary>
    public int Burst { get; set; } = 1;

    /// <summary>A bucket for each name. The framework forgets those that are full again.</summary>
    internal PartitionedRateLimiter<string> ByName() => PartitionedRateLimiter.Create<string, string>(
        name => RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = Permits,
            ReplenishmentPeriod = Per,
        }));
}
