namespace OrleansJobs.Cli.Output;

/// <summary>How times are spread, in milliseconds.</summary>
internal sealed record Percentiles(double P50, double P99, double Max)
{
    /// <summary>Of at least one time.</summary>
    public static Percentiles Of(IReadOnlyCollection<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToList();
        return new(At(sorted, 0.5), At(sorted, 0.99), sorted[^1]);
    }

    public override string ToString() => FormattableString.Invariant($"p50 {P50:0.##} ms, p99 {P99:0.##} ms, longest {Max:0.##} ms");

    // The smallest time that so large a share of all does not exceed.
    private static double At(List<double> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
