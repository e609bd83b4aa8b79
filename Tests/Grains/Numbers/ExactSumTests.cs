using OrleansJobs.Grains.Numbers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Numbers;

/// <summary>The sum against a plain one of 128 bits.</summary>
public sealed class ExactSumTests
{
    private static readonly long[] Edges =
    [
        0, 1, -1, long.MaxValue, long.MinValue, long.MaxValue - 1, long.MinValue + 1,
        uint.MaxValue, -(long)uint.MaxValue, int.MinValue, 1L << 32, -(1L << 32), 1L << 62, -(1L << 62),
    ];

    [Fact]
    public void Every_length_and_kind_of_number_is_summed_exactly()
    {
        var random = new Random(1);
        for (var length = 0; length < 300; length++)
        {
            AssertExact(Some(length, () => random.NextInt64(long.MinValue, long.MaxValue)));
            AssertExact(Some(length, () => Edges[random.Next(Edges.Length)]));
        }
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(uint.MaxValue)]
    public void A_million_times_the_same_number(long number) => AssertExact(Some(1_000_003, () => number));

    [Fact]
    public void What_overflows_on_the_way_and_comes_back_is_right() =>
        Assert.Equal(0, ExactSum.Of([long.MaxValue, long.MaxValue, long.MinValue, long.MinValue, 2]));

    private static long[] Some(int length, Func<long> next) => [.. Enumerable.Range(0, length).Select(_ => next())];

    private static void AssertExact(long[] numbers) =>
        Assert.Equal(numbers.Aggregate(Int128.Zero, (sum, number) => sum + number), ExactSum.Of(numbers));
}
