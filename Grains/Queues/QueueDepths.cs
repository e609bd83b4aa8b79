using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// Tells in the metrics of this silo how deep the queues of the whole cluster are, if the grain that reads it lives here. A scrape is
/// told what was read last. When the grain has gone elsewhere, what was read here is soon too old to be told.
/// </summary>
internal sealed class QueueDepths
{
    private const int ReadsMissed = 3;

    private readonly IQueueQueries _queries;
    private readonly TimeProvider _time;
    private readonly TelemetryOptions _options;
    private readonly QueuesOptions _configured;
    private readonly ObservableGauge<long> _depth;
    private readonly ObservableGauge<double> _oldest;
    private volatile Reading? _last;

    public QueueDepths(IMeterFactory meters, IQueueQueries queries, TimeProvider time, IOptions<TelemetryOptions> options, IOptions<QueuesOptions> configured)
    {
        (_queries, _time, _options, _configured) = (queries, time, options.Value, configured.Value);
        var meter = meters.Create(JobTelemetry.MeterName);
        _depth = meter.CreateObservableGauge("orleansjobs.queue.depth", () => Told().SelectMany(Depth), "{job}", "Jobs of a queue that have not ended.");
        _oldest = meter.CreateObservableGauge("orleansjobs.queue.oldest", () => Told().Select(Oldest), "s", "For how long the job waits that has waited longest since it was due; 0 if none waits.");
    }

    private sealed record Reading(long At, ImmutableArray<(string Queue, QueueLoad Load)> Queues);

    /// <summary>Whether anybody listens.</summary>
    public bool IsHeard => _depth.Enabled || _oldest.Enabled;

    /// <summary>Reads them, unless they have just been read: each silo asks for it.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task Refresh()
    {
        if (AgeOf(_last) < _options.DepthEvery / 2) return;
        var queues = ImmutableArray.CreateBuilder<(string, QueueLoad)>();
        foreach (var name in await Names()) queues.Add((name, await _queries.ReadLoad(name, _time.Now(), CancellationToken.None)));
        _last = new Reading(_time.GetTimestamp(), queues.ToImmutable());
    }

    private async Task<IEnumerable<string>> Names()
    {
        var stored = await _queries.ListQueues("", _options.Series, CancellationToken.None);
        return stored.Select(row => row.Name).Concat(_configured.AllNames).Distinct().Take(_options.Series);
    }

    private ImmutableArray<(string Queue, QueueLoad Load)> Told() =>
        _last is { } last && AgeOf(last) < ReadsMissed * _options.DepthEvery ? last.Queues : [];

    private TimeSpan AgeOf(Reading? reading) => reading is null ? TimeSpan.MaxValue : _time.GetElapsedTime(reading.At);

    private static IEnumerable<Measurement<long>> Depth((string Queue, QueueLoad Load) read)
    {
        var counts = read.Load.Counts;
        yield return In("waiting", counts.Waiting);
        yield return In("scheduled", counts.Scheduled);
        yield return In("queued", counts.Queued);
        yield return In("running", counts.Running);

        Measurement<long> In(string state, long count) => new(count, new("queue", read.Queue), new("state", state));
    }

    private Measurement<double> Oldest((string Queue, QueueLoad Load) read) =>
        new(read.Load.OldestDue is { } due ? Math.Max(0, (_time.Now() - due).TotalSeconds) : 0, new KeyValuePair<string, object?>("queue", read.Queue));
}
