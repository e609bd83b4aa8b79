namespace OrleansJobs.Benchmarks;

/// <summary>What half of some values are at most, and half at least.</summary>
internal static class Median
{
    /// <summary>The median; of an even number the mean of the two in the middle.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
