using OrleansJobs.Silo.Storage.Traffic;
using OrleansJobs.Traffic;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private static readonly Guid Process = Guid.NewGuid();

    [StoreFact]
    public async Task Requests_add_up_over_flushes_processes_and_restarts()
    {
        Assert.Empty(await TopOf(10));
        Assert.True(await Traffic.Record(Flush(Process, 1, ("/api/a/", 2), ("/api/b/", 1))));
        Assert.True(await Traffic.Record(Flush(Process, 2, ("/api/a/", 3), ("/api/c/", 4))));
        Close();
        Assert.True(await Traffic.Record(Flush(Guid.NewGuid(), 1, ("/api/b/", 10))));
        Assert.Equal([("/api/b/", 11L), ("/api/a/", 5L), ("/api/c/", 4L)], await TopOf(10));
    }

    [StoreFact]
    public async Task A_flush_that_comes_twice_or_late_is_counted_once()
    {
        Assert.True(await Traffic.Record(Flush(Process, 1, ("/api/a/", 1))));
        Assert.False(await Traffic.Record(Flush(Process, 1, ("/api/a/", 1))));
        Assert.True(await Traffic.Record(Flush(Process, 2, ("/api/a/", 1))));
        Close();
        Assert.False(await Traffic.Record(Flush(Process, 2, ("/api/a/", 1))));
        Assert.False(await Traffic.Record(Flush(Process, 1, ("/api/a/", 1))));
        Assert.Equal([("/api/a/", 2L)], await TopOf(10));
    }

    [StoreFact]
    public async Task Of_flushes_at_the_same_time_none_is_lost()
    {
        var flushes = Enumerable.Range(0, 20).Select(_ => Traffic.Record(Flush(
            Guid.NewGuid(), 1, [.. Enumerable.Range(0, 500).Select(n => ($"/api/{n}/", 1L))])));
        Assert.All(await Task.WhenAll(flushes), Assert.True);
        var all = await TopOf(1_000);
        Assert.Equal(500, all.Count);
        Assert.All(all, count => Assert.Equal(20, count.Requests));
    }

    // U+FF5E is less than the face by bytes, but greater by UTF-16 code units.
    [StoreFact]
    public async Task Equals_are_in_descending_order_of_their_bytes_and_pages_go_on_where_the_last_ended()
    {
        string[] urls = ["/api/A/", "/api/B/", "/api/_/", "/api/a b/", "/api/a\u0001\n\"'\\%/", "/api/a/", "/api/a//", "/api/ab/", "/api/é/", "/api/\uFF5E/", "/api/😀/"];
        var expected = urls.OrderByDescending(url => url, Comparer<string>.Create(CompareBytes)).ToList();
        Assert.Equal(["/api/😀/", "/api/\uFF5E/"], expected[..2]);
        await Traffic.Record(Flush(Process, 1, [.. urls.Select(url => (url, 7L)), ("/api/most/", 8L), ("/api/least/", 1L)]));

        var seen = new List<PathCount>();
        while (await Traffic.List(seen.LastOrDefault(), 2, CancellationToken.None) is { Count: > 0 } page) seen.AddRange(page);
        Assert.Equal(["/api/most/", .. expected, "/api/least/"], seen.Select(count => count.Url));
    }

    [StoreFact]
    public async Task The_longest_paths_have_room_in_the_index()
    {
        // Bytes that do not compress.
        var random = new Random(1);
        var longest = "/api/" + new string([.. Enumerable.Range(0, 2_042).Select(_ => (char)random.Next('0', 'z'))]) + "/";
        Assert.True(await Traffic.Record(Flush(Process, 1, (longest, 1))));
        Assert.Equal([(longest, 1L)], await TopOf(10));
    }

    [StoreFact]
    public async Task The_rate_is_that_of_the_last_minute_which_is_over()
    {
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        await Traffic.Record(Flush(Process, 1, ("/api/a/", 100)) with { At = noon.AddSeconds(-61) });
        await Traffic.Record(Flush(Process, 2, ("/api/a/", 20), ("/api/b/", 10)) with { At = noon.AddSeconds(-60) });
        await Traffic.Record(Flush(Process, 3, ("/api/a/", 30)) with { At = noon.AddSeconds(-1) });
        await Traffic.Record(Flush(Process, 4, ("/api/a/", 1_000)) with { At = noon.AddSeconds(1) });
        var rate = await Traffic.ReadRate(noon.AddSeconds(4.9), CancellationToken.None);
        Assert.Equal((noon.AddMinutes(-1), noon, 60L, 1.0), (rate.From, rate.To, rate.Requests, rate.PerSecond));

        // A late flush does not take the place of a later period.
        await Traffic.Record(Flush(Process, 5, ("/api/a/", 5)) with { At = noon.AddSeconds(1 - 80) });
        Assert.Equal(1_060 - 30, (await Traffic.ReadRate(noon.AddSeconds(5), CancellationToken.None)).Requests);
    }

    [StoreFact]
    public async Task Processes_that_told_nothing_for_long_are_forgotten()
    {
        await Traffic.Record(Flush(Process, 1, ("/api/a/", 1)));
        await Traffic.Record(Flush(Guid.NewGuid(), 1, ("/api/a/", 1)) with { At = Rows.Now.AddDays(29) });
        Assert.Equal(2, Number("SELECT COUNT(*) FROM traffic_processes"));
        await Traffic.Record(Flush(Guid.NewGuid(), 1, ("/api/a/", 1)) with { At = Rows.Now.AddDays(31) });
        Assert.Equal(2, Number("SELECT COUNT(*) FROM traffic_processes"));
        Assert.Equal([("/api/a/", 3L)], await TopOf(10));
    }

    private TrafficTable Traffic => new(Store.Database);

    private async Task<List<(string Url, long Requests)>> TopOf(int limit) =>
        [.. (await Traffic.List(null, limit, CancellationToken.None)).Select(count => (count.Url, count.Requests))];

    private static int CompareBytes(string? one, string? other) =>
        System.Text.Encoding.UTF8.GetBytes(one!).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(other!));

    private static TrafficFlush Flush(Guid process, long sequence, params (string Url, long Requests)[] counts) => new()
    {
        Process = process,
        Sequence = sequence,
        At = Rows.Now,
        Counts = [.. counts.Select(count => new PathCount { Url = count.Url, Requests = count.Requests })],
    };
}
