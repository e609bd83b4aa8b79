using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Traffic;
using OrleansJobs.Tests.Support;
using OrleansJobs.Traffic;
using Xunit;

namespace OrleansJobs.Tests.Grains.Traffic;

/// <summary>The counts as a process without a database sees them.</summary>
public sealed class TrafficGrainTests : IAsyncLifetime
{
    private readonly MemoryTrafficStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(
        configure: services => services.AddTraffic().AddSingleton<ITrafficStore>(_store));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_flush_that_is_repeated_counts_once()
    {
        var flush = Flush(Guid.NewGuid(), 1, ("/api/one/", 2), ("/api/two/", 1));
        await Traffic.Record(flush);
        await Traffic.Record(flush);
        Assert.Equal([("/api/one/", 2L), ("/api/two/", 1L)], await List(null, 10));
    }

    [Fact]
    public async Task A_page_says_whether_there_is_more()
    {
        await Traffic.Record(Flush(Guid.NewGuid(), 1, ("/api/a/", 1), ("/api/b/", 1), ("/api/c/", 5)));
        var first = await Traffic.List(null, 2);
        Assert.Equal(["/api/c/", "/api/b/"], first.Counts.Select(count => count.Url));
        Assert.True(first.HasMore);
        var second = await Traffic.List(first.Counts[^1], 2);
        Assert.Equal("/api/a/", Assert.Single(second.Counts).Url);
        Assert.False(second.HasMore);
    }

    [Fact]
    public async Task A_store_that_fails_is_a_timeout_for_callers()
    {
        _store.BeforeRecord = () => throw new StoreException("down", outcomeUnknown: true);
        await Assert.ThrowsAsync<StoreException>(() => Traffic.Record(Flush(Guid.NewGuid(), 1, ("/api/a/", 1))));
    }

    private ITrafficGrain Traffic => _host.Grains.GetGrain<ITrafficGrain>(0);

    private async Task<IEnumerable<(string, long)>> List(PathCount? after, int limit) =>
        (await Traffic.List(after, limit)).Counts.Select(count => (count.Url, count.Requests));

    private static TrafficFlush Flush(Guid process, long sequence, params (string Url, long Requests)[] counts) => new()
    {
        Process = process,
        Sequence = sequence,
        At = DateTimeOffset.UnixEpoch,
        Counts = [.. counts.Select(count => new PathCount { Url = count.Url, Requests = count.Requests })],
    };
}
