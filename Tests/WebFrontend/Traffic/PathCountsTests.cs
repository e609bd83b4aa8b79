using Microsoft.Extensions.Options;
using OrleansJobs.WebFrontend.Traffic;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Traffic;

public sealed class PathCountsTests
{
    [Fact]
    public void Requests_are_taken_once_in_order_of_their_paths()
    {
        var counts = New(1 << 20);
        foreach (var path in new[] { "/api/b/", "/api/a/", "/api/b/", "/api/B/" }) Assert.True(counts.TryAdd(path));
        Assert.Equal([("/api/B/", 1L), ("/api/a/", 1L), ("/api/b/", 2L)], counts.Take().Select(count => (count.Url, count.Requests)));
        Assert.Empty(counts.Take());
    }

    [Fact]
    public async Task None_is_lost_between_those_who_count_and_one_who_takes()
    {
        var counts = New(1 << 20);
        var counting = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var n = 0; n < 50_000; n++) Assert.True(counts.TryAdd($"/api/{n % 100}/"));
        })));
        var taken = 0L;
        while (!counting.IsCompleted) taken += TakeAll();
        await counting;
        Assert.Equal(200_000, taken + TakeAll());

        long TakeAll()
        {
            var some = counts.Take();
            counts.Release(some);
            return some.Sum(count => count.Requests);
        }
    }

    [Fact]
    public void When_the_memory_is_full_known_paths_are_counted_and_new_ones_are_not_until_some_is_released()
    {
        var counts = New(1_000);
        var n = 0;
        while (counts.TryAdd($"/api/{n}/")) n++;
        Assert.InRange(n, 5, 8);
        Assert.True(counts.TryAdd("/api/0/"));

        var taken = counts.Take();
        Assert.Equal(n + 1, taken.Sum(count => count.Requests));
        Assert.False(counts.TryAdd("/api/new/"));
        counts.Release(taken);
        Assert.True(counts.TryAdd("/api/new/"));
    }

    private static PathCounts New(int memory) => new(Options.Create(new TrafficCountingOptions { PendingMemory = memory }));
}
