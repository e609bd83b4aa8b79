using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Rates;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Counts what becomes of jobs, by kind and queue. What happened follows from the two rows of a commit, as <see cref="JobEffects"/> do: so each
/// fact is counted once, by the process that wrote it, when it is on disk.
/// </summary>
internal sealed class JobMetrics
{
    private readonly RateMeter _rates;
    private readonly JobSeries.Table _series;
    private readonly Counter<long> _submitted;
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _rescued;
    private readonly Counter<long> _leasesLost;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _duration;
    private readonly Instrument[] _all;

    public JobMetrics(IMeterFactory meters, IOptions<TelemetryOptions> options, RateMeter rates)
    {
        _rates = rates;
        var meter = meters.Create(JobTelemetry.MeterName);
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400] };
        _series = new JobSeries.Table(options.Value.Series, Begin);
        _all =
        [
            _submitted = meter.CreateCounter<long>("orleansjobs.jobs.submitted", "{job}", "Jobs that were submitted."),
            _started = meter.CreateCounter<long>("orleansjobs.jobs.started", "{attempt}", "Attempts that began."),
            _ended = meter.CreateCounter<long>("orleansjobs.jobs.ended", "{job}", "Jobs that ended."),
            _retried = meter.CreateCounter<long>("orleansjobs.jobs.retried", "{attempt}", "Attempts that failed or timed out, and are repeated by the job's rule."),
            _rescued = meter.CreateCounter<long>("orleansjobs.jobs.rescued", "{attempt}", "Attempts that were taken from a silo that died."),
            _leasesLost = meter.CreateCounter<long>("orleansjobs.leases.lost", "{lease}", "Leases of workers outside that ended without a word."),
            _wait = meter.CreateHistogram("orleansjobs.job.wait", "s", "From when a job was due to the start of its attempt.", advice: seconds),
            _duration = meter.CreateHistogram("orleansjobs.job.duration", "s", "From the start of an attempt to its end.", advice: seconds),
        ];
    }

    /// <summary>Counts what the commit that made <paramref name="after"/> of <paramref name="before"/> made true.</summary>
    public void Committed(JobRecord? before, JobRecord after)
    {
        _rates.Committed(before, after);
        if (!Array.Exists(_all, instrument => instrument.Enabled)) return;
        var series = _series.Of(after);
        if (before is null) _submitted.Add(1, series.Tags);
        Count(_rescued, series, before?.Crashes ?? 0, after.Crashes);
        Count(_leasesLost, series, before?.LostLeases ?? 0, after.LostLeases);
        if (!after.HasEnded) Count(_retried, series, before?.Failures ?? 0, after.Failures);
        Count(_started, series, before?.AttemptNumber ?? 0, after.AttemptNumber);
        if (after.HasEnded && before?.HasEnded != true) _ended.Add(1, series.Ended(after.Phase));
        if (before?.Token != after.Token) Measure(series, before, after);
    }

    // A counter that is there from the beginning, as 0, shows its first event as an increase.
    private void Begin(JobSeries series)
    {
        foreach (var counter in (ReadOnlySpan<Counter<long>>)[_submitted, _started, _retried, _rescued, _leasesLost]) counter.Add(0, series.Tags);
        foreach (var end in series.Ends) _ended.Add(0, end);
    }

    // An operator's retry sets what is counted here back.
    private static void Count(Counter<long> counter, JobSeries series, int before, int after)
    {
        if (after > before) counter.Add(after - before, series.Tags);
    }

    /// <summary>Measures the attempt that ended, and the wait for the one that began.</summary>
    private void Measure(JobSeries series, JobRecord? before, JobRecord after)
    {
        if (before?.Token is not null && AttemptOf(after, before.AttemptNumber) is { EndedAt: { } ended } over)
            _duration.Record(Seconds(over.StartedAt, ended), series.Tags);

        // One that takes the slot of a dead silo's attempt has not waited.
        if (after.Token is not null && before?.Token is null)
            _wait.Record(JobWait.Of(after).TotalSeconds, series.Tags);
    }

    private static JobAttempt? AttemptOf(JobRecord job, int number)
    {
        var attempts = job.Attempts;
        for (var i = attempts.Length - 1; i >= 0; i--)
        {
            if (attempts[i].Number == number) return attempts[i];
        }

        return null;
    }

    // Clocks of two silos may differ.
    private static double Seconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (to - from).TotalSeconds);
}
