using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Rates;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Rates;

/// <summary>What a silo counts, and what all silos together tell of the last hour.</summary>
public sealed class RateMeterTests
{
    private static readonly Guid OneSilo = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid OtherSilo = Guid.Parse("00000000-0000-0000-0000-000000000002");

    private readonly ManualTimeProvider _clock = new();
    private readonly RateMeter _meter;

    public RateMeterTests() => _meter = new RateMeter(_clock);

    [Fact]
    public void Commits_are_counted_by_what_they_made_true()
    {
        _meter.Committed(null, Pending());
        _meter.Committed(Pending(), Pending() with { Priority = 1 });
        _meter.Committed(Pending(), Running());
        _meter.Committed(Running(), Succeeded());
        _meter.Committed(Running(), Failed());
        _meter.Committed(Pending(), Apply(Pending(), new JobEvent.CancelRequested(null)));
        _meter.Committed(Succeeded(), Succeeded() with { PayloadExpired = true });
        var slice = Assert.Single(_meter.Since(default));
        Assert.Equal((1, 1, 1, 1, 1), (slice.Submitted, slice.Started, slice.Succeeded, slice.Failed, slice.Cancelled));
        Assert.Equal(1, slice.Waits.Sum());
    }

    [Fact]
    public void Slices_are_of_ten_seconds_and_kept_for_an_hour()
    {
        _meter.Committed(null, Pending());
        _clock.Advance(TimeSpan.FromSeconds(9));
        _meter.Committed(null, Pending());
        _clock.Advance(TimeSpan.FromSeconds(1));
        _meter.Committed(null, Pending());
        Assert.Equal([2, 1], _meter.Since(default).Select(slice => slice.Submitted));
        Assert.Equal([1], _meter.Since(_clock.GetUtcNow()).Select(slice => slice.Submitted));
        _clock.Advance(TimeSpan.FromHours(1));
        _meter.Committed(null, Pending());
        Assert.Equal([1, 1], _meter.Since(default).Select(slice => slice.Submitted));
        _clock.Advance(TimeSpan.FromSeconds(10));
        _meter.Committed(null, Pending());
        Assert.Equal([1, 1], _meter.Since(default).Select(slice => slice.Submitted));
    }

    [Fact]
    public async Task What_comes_twice_is_counted_once_and_silos_are_added_up()
    {
        var grain = new JobRatesGrain(new FakeIds(), _clock);
        for (var job = 0; job < 60; job++) _meter.Committed(null, Pending());
        _meter.Committed(Running(), Succeeded());
        _meter.Committed(Running(), Succeeded());
        _meter.Committed(Running(), Failed());
        var term = await grain.Report(OneSilo, _meter.Since(default));
        Assert.Equal(term, await grain.Report(OneSilo, _meter.Since(default)));
        await grain.Report(OtherSilo, _meter.Since(default));
        _clock.Advance(TimeSpan.FromSeconds(10));

        var rates = await grain.Get();
        Assert.Equal((2d, 0.1), (rates.Submitted, rates.Ended));
        Assert.Equal(1d / 3, rates.FailedShare);
        Assert.Equal(60, rates.Minutes.Length);
        Assert.Equal((120, 4, 2), (rates.Minutes[^1].Submitted, rates.Minutes[^1].Succeeded, rates.Minutes[^1].Failed));
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(120, (await grain.Get()).Minutes[0].Submitted);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await grain.Report(OneSilo, []);
        Assert.Null((await grain.Get()).FailedShare);
    }

    [Theory]
    [InlineData(0.00001)]
    [InlineData(0.0001)]
    [InlineData(0.003)]
    [InlineData(1)]
    [InlineData(3_600)]
    [InlineData(200_000)]
    public void A_quantile_is_right_within_a_fifth(double seconds)
    {
        var counts = new long[WaitHistogram.Buckets];
        counts[WaitHistogram.Of(TimeSpan.FromSeconds(seconds))] = 10;
        var told = WaitHistogram.Quantile(counts, 0.5)!.Value.TotalSeconds;
        Assert.InRange(told, Math.Max(seconds, 0.0001) / 1.2, Math.Max(seconds, 0.0001) * 1.2);
    }

    [Fact]
    public void Quantiles_tell_the_many_from_the_few()
    {
        var counts = new long[WaitHistogram.Buckets];
        counts[WaitHistogram.Of(TimeSpan.FromMilliseconds(1))] = 98;
        counts[WaitHistogram.Of(TimeSpan.FromSeconds(10))] = 2;
        Assert.InRange(WaitHistogram.Quantile(counts, 0.5)!.Value.TotalMilliseconds, 0.8, 1.2);
        Assert.InRange(WaitHistogram.Quantile(counts, 0.99)!.Value.TotalSeconds, 8, 12);
        Assert.Null(WaitHistogram.Quantile(new long[WaitHistogram.Buckets], 0.5));
    }
}
