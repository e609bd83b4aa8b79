using System.Collections.Immutable;

namespace OrleansJobs.Grains.Rates;

/// <summary>Waits by buckets, each of which ends at the square root of two times the end of the one before. Pure.</summary>
internal static class WaitHistogram
{
    /// <summary>How many buckets there are: the last ends after five days.</summary>
    public const int Buckets = 64;

    private const double First = 0.0001;

    /// <summary>The bucket of a wait.</summary>
    public static int Of(TimeSpan wait) =>
        wait.TotalSeconds <= First ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(2 * Math.Log2(wait.TotalSeconds / First)));

    /// <summary>The wait than which a share of all were no longer, within a fifth; null if there are none.</summary>
    public static TimeSpan? Quantile(ReadOnlySpan<long> counts, double share)
    {
        var all = 0L;
        foreach (var count in counts) all += count;
        if (all == 0) return null;
        var (bucket, passed) = (0, counts[0]);
        while (passed < share * all) passed += counts[++bucket];
        // The middle of the bucket, as factors go.
        return TimeSpan.FromSeconds(First * Math.Pow(2, (bucket - 0.5) / 2));
    }

    /// <summary>The sum of histograms, any of which may be empty.</summary>
    public static long[] Sum(IEnumerable<ImmutableArray<long>> histograms)
    {
        var sum = new long[Buckets];
        foreach (var histogram in histograms)
            for (var bucket = 0; bucket < histogram.Length; bucket++) sum[bucket] += histogram[bucket];
        return sum;
    }
}
