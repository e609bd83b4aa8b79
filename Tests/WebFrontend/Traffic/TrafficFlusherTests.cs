using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.Traffic;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Traffic;

/// <summary>How counts get from a process to the store, which may fail at any time.</summary>
public sealed class TrafficFlusherTests : IDisposable
{
    private readonly FakeGrains _grains = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly PathCounts _counts;
    private readonly TrafficFlusher _flusher;

    public TrafficFlusherTests()
    {
        var options = Options.Create(new TrafficCountingOptions { FlushPaths = 2, PendingMemory = 10_000 });
        _counts = new PathCounts(options);
        _flusher = new TrafficFlusher(_counts, _grains.Factory, new FakeIds(), _clock, options, NullLogger<TrafficFlusher>.Instance);
    }

    public void Dispose() => _flusher.Dispose();

    [Fact]
    public async Task Many_paths_go_in_numbered_parts_in_order()
    {
        Count("/api/e/", "/api/a/", "/api/c/", "/api/b/", "/api/d/", "/api/a/");
        await _flusher.Flush(CancellationToken.None);
        Assert.Equal([1L, 2L, 3L], _grains.Flushes.Select(flush => flush.Sequence));
        Assert.Single(_grains.Flushes.Select(flush => flush.Process).Distinct());
        Assert.Equal(
            [("/api/a/", 2L), ("/api/b/", 1L), ("/api/c/", 1L), ("/api/d/", 1L), ("/api/e/", 1L)],
            _grains.Flushes.SelectMany(flush => flush.Counts).Select(count => (count.Url, count.Requests)));
    }

    [Fact]
    public async Task Nothing_counted_is_nothing_sent()
    {
        await _flusher.Flush(CancellationToken.None);
        Assert.Empty(_grains.Flushes);
    }

    [Fact]
    public async Task A_part_that_failed_is_sent_again_as_it_was_before_anything_else()
    {
        var seen = new List<TrafficFlush>();
        _grains.BeforeRecord = flush =>
        {
            seen.Add(flush);
            return flush.Sequence == 2 && seen.Count == 2 ? throw new TimeoutException() : Task.CompletedTask;
        };
        Count("/api/a/", "/api/b/", "/api/c/");
        await Assert.ThrowsAsync<TimeoutException>(() => _flusher.Flush(CancellationToken.None));
        Count("/api/a/", "/api/c/");
        await _flusher.Flush(CancellationToken.None);

        Assert.Equal([1L, 2L, 2L, 3L], seen.Select(flush => flush.Sequence));
        Assert.Same(seen[1], seen[2]);
        Assert.Equal([("/api/a/", 1L), ("/api/c/", 1L)], seen[3].Counts.Select(count => (count.Url, count.Requests)));
    }

    [Fact]
    public async Task While_the_store_is_down_requests_gather_in_bounded_memory_and_none_that_was_counted_is_lost()
    {
        _grains.BeforeRecord = _ => throw new TimeoutException();
        var counted = 0;
        for (var n = 0; _counts.TryAdd($"/api/{n}/"); n++)
        {
            counted++;
            if (n % 7 == 0) await Assert.ThrowsAsync<TimeoutException>(() => _flusher.Flush(CancellationToken.None));
        }

        Assert.InRange(counted, 50, 100);
        _grains.BeforeRecord = _ => Task.CompletedTask;
        await _flusher.Flush(CancellationToken.None);
        Assert.Equal(counted, _grains.Flushes.Sum(flush => flush.Counts.Sum(count => count.Requests)));
        Assert.True(_counts.TryAdd("/api/new/"));
    }

    [Fact]
    public async Task Every_interval_hands_over_what_there_is_and_a_failure_does_not_end_that()
    {
        await _flusher.StartAsync(CancellationToken.None);
        _grains.BeforeRecord = _ => throw new TimeoutException();
        Count("/api/a/");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_grains.Flushes);

        var recorded = new TaskCompletionSource();
        _grains.BeforeRecord = _ =>
        {
            recorded.TrySetResult();
            return Task.CompletedTask;
        };
        while (!recorded.Task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await _flusher.StopAsync(CancellationToken.None);
        Assert.Equal("/api/a/", Assert.Single(Assert.Single(_grains.Flushes).Counts).Url);
    }

    [Fact]
    public async Task The_end_hands_over_the_rest_also_when_the_store_fails_at_first()
    {
        await _flusher.StartAsync(CancellationToken.None);
        Count("/api/a/", "/api/b/", "/api/c/");
        var failures = 3;
        _grains.BeforeRecord = _ => failures-- > 0 ? throw new TimeoutException() : Task.CompletedTask;
        var stop = _flusher.StopAsync(CancellationToken.None);
        while (!stop.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop;
        Assert.Equal(3, _grains.Flushes.Sum(flush => flush.Counts.Sum(count => count.Requests)));
    }

    [Fact]
    public async Task The_end_does_not_wait_longer_than_the_host_does()
    {
        _grains.BeforeRecord = _ => new TaskCompletionSource().Task;
        await _flusher.StartAsync(CancellationToken.None);
        Count("/api/a/");
        using var host = new CancellationTokenSource();
        var stop = _flusher.StopAsync(host.Token);
        await host.CancelAsync();
        await stop;
        Assert.Empty(_grains.Flushes);
    }

    private void Count(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths) Assert.True(_counts.TryAdd(path));
    }
}
