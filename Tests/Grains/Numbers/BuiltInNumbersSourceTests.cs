using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Grains.Numbers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Numbers;

/// <summary>The numbers that are there without configuration.</summary>
public sealed class BuiltInNumbersSourceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8_191)]
    [InlineData(8_192)]
    [InlineData(8_193)]
    [InlineData(100_001)]
    public async Task It_gives_as_many_as_are_asked_for_from_0(int count) =>
        Assert.Equal(Enumerable.Range(0, count).Select(number => (long)number), await NumbersSamples.Read(Source(TimeSpan.Zero, TimeProvider.System), count));

    [Fact]
    public async Task By_itself_it_gives_0_to_a_million()
    {
        var all = await NumbersSamples.Read(Source(TimeSpan.Zero, TimeProvider.System));
        Assert.Equal((1_000_001, 0L, 1_000_000L), (all.Count, all[0], all[^1]));
    }

    [Fact]
    public async Task The_first_number_takes_the_configured_time()
    {
        var clock = new FakeTimeProvider();
        var all = NumbersSamples.Read(Source(TimeSpan.FromSeconds(1), clock), 5);
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(all.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([0, 1, 2, 3, 4], await all);
    }

    private static BuiltInNumbersSource Source(TimeSpan delay, TimeProvider time) =>
        new(Options.Create(new NumbersOptions { SourceDelay = delay }), time);
}
