using OrleansJobs.Silo.Configuration;

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
}

/// <summary>What is allowed in the settings of a bucket.</summary>
internal static class BucketRules
{
    public static OptionsBuilder<T> Bucket<T>(this OptionsBuilder<T> options, string key, Func<T, BucketOptions> bucket)
        where T : class => options
        .InRange($"{key}:Permits", one => bucket(one).Permits, 1, 1_000_000)
        .InRange($"{key}:Per", one => bucket(one).Per, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
        .InRange($"{key}:Burst", one => bucket(one).Burst, 1, 1_000_000);
}
