using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Silo;
using Xunit;

namespace OrleansJobs.Tests.Silo;

public sealed class RandomIdSourceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RandomIdSource _ids;

    public RandomIdSourceTests() => _ids = new RandomIdSource(_time);

    [Fact]
    public void Ids_are_version_7_and_begin_with_the_time()
    {
        var id = _ids.NewId();
        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString("N")[..12], 16));
    }

    [Fact]
    public void Ids_grow_within_a_millisecond_beyond_the_counter_and_when_the_clock_goes_back()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => _ids.NewId()).ToList();
        _time.AdjustTime(_time.GetUtcNow().AddMilliseconds(-5));
        ids.Add(_ids.NewId());
        _time.Advance(TimeSpan.FromMinutes(1));
        ids.Add(_ids.NewId());
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Ids_of_many_threads_are_distinct()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 5_000).Select(_ => _ids.NewId()).ToList())));
        Assert.Equal(40_000, ids.SelectMany(id => id).Distinct().Count());
        Assert.All(ids, one => Assert.Equal(one.Order(), one));
    }

    [Fact]
    public void Tokens_are_version_4()
    {
        var token = _ids.NewToken();
        Assert.Equal(4, token.Version);
        Assert.InRange(token.Variant, 8, 11);
        Assert.NotEqual(token, _ids.NewToken());
    }

    [Fact]
    public void Chance_is_spread_over_its_range()
    {
        var numbers = Enumerable.Range(0, 10_000).Select(_ => _ids.NextDouble()).ToList();
        Assert.All(numbers, number => Assert.InRange(number, 0, 1 - double.Epsilon));
        Assert.InRange(numbers.Average(), 0.45, 0.55);
        Assert.NotEqual(_ids.NewStamp(), _ids.NewStamp());
    }
}
