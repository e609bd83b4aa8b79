using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Tests.Grains.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>What metrics tell of queues: read now and then, told at each scrape.</summary>
public sealed class QueueDepthsTests
{
    private readonly FakeTimeProvider _time = new(JobSamples.Now);
    private readonly MemoryJobStore _store = new();
    private readonly IMeterFactory _meters = TestMeters.New();
    private readonly QueueDepths _depths;

    public QueueDepthsTests() => _depths = new QueueDepths(
        _meters, _store, _time, Options.Create(new TelemetryOptions { DepthEvery = TimeSpan.FromSeconds(10) }), Options.Create(new QueuesOptions { ["mail"] = new QueueOptions() }));

    [Fact]
    public async Task Queues_are_told_by_state_and_with_the_age_of_what_waits_longest()
    {
        await Add("mail", JobSamples.Now.AddSeconds(-5));
        await Add("mail", JobSamples.Now.AddSeconds(60));
        await _depths.Refresh();
        Assert.Equal(["mail queued 1", "mail scheduled 1"], Depth().Order(StringComparer.Ordinal));
        Assert.Equal(["mail 5"], Oldest());
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(["mail 9"], Oldest());
    }

    [Fact]
    public async Task Queues_without_jobs_are_told_too()
    {
        await _depths.Refresh();
        var depth = _meters.Collect<long>("orleansjobs.queue.depth");
        depth.RecordObservableInstruments();
        Assert.Equal(["default", "mail"], depth.GetMeasurementSnapshot().Select(measured => $"{measured.Tags["queue"]}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task However_many_silos_ask_the_store_is_read_once_in_a_while()
    {
        await _depths.Refresh();
        await Add("mail", JobSamples.Now);
        await _depths.Refresh();
        Assert.Empty(Depth());
        _time.Advance(TimeSpan.FromSeconds(10));
        await _depths.Refresh();
        Assert.Equal(["mail queued 1"], Depth());
    }

    [Fact]
    public async Task What_nobody_reads_here_any_more_is_not_told()
    {
        await Add("mail", JobSamples.Now);
        await _depths.Refresh();
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(["mail queued 1"], Depth());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(Depth());
        Assert.Empty(Oldest());
    }

    [Fact]
    public void The_store_is_read_only_while_somebody_listens()
    {
        Assert.False(_depths.IsHeard);
        using var listener = _meters.Collect<long>("orleansjobs.queue.depth");
        Assert.True(_depths.IsHeard);
    }

    private Task<JobCommit> Add(string queue, DateTimeOffset runAt) => _store.Write(new JobWrite
    {
        Before = null,
        After = JobSamples.Pending() with { Id = Guid.NewGuid(), Seq = 0, Queue = queue, RunAt = runAt },
        Log = [],
    });

    private IEnumerable<string> Depth() => Told<long>("orleansjobs.queue.depth");

    private IEnumerable<string> Oldest() => Told<double>("orleansjobs.queue.oldest");

    private IEnumerable<string> Told<T>(string instrument)
        where T : struct
    {
        using var collector = _meters.Collect<T>(instrument);
        collector.RecordObservableInstruments();
        return collector.Told();
    }
}
