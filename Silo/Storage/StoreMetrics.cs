using System.Diagnostics.Metrics;
using OrleansJobs.Grains;

namespace OrleansJobs.Silo.Storage;

/// <summary>Measures the commits of this process that are on disk.</summary>
internal sealed class StoreMetrics(IMeterFactory meters, TimeProvider time)
{
    private readonly Histogram<double> _seconds = meters.Create(JobTelemetry.MeterName).CreateHistogram(
        "orleansjobs.store.commit", "s", "How long a transaction took, from its begin until it was on disk.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    private readonly Histogram<long> _batch = meters.Create(JobTelemetry.MeterName).CreateHistogram(
        "orleansjobs.store.batch_size", "{write}", "Writes that shared one transaction.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] });

    /// <summary>What <see cref="Committed"/> is told as the begin of a commit that begins now.</summary>
    public long Now => time.GetTimestamp();

    public void Committed(int writes, long began)
    {
        _seconds.Record(time.GetElapsedTime(began).TotalSeconds);
        _batch.Record(writes);
    }
}
