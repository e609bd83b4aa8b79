using System.Net.Http.Headers;
using OrleansJobs.Grains.Push;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Until when a receiver wants no more requests.</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("Thu, 01 Jan 2026 00:05:00 GMT", 300)]
    [InlineData("Wed, 31 Dec 2025 23:59:00 GMT", -60)]
    [InlineData("90000", 86_400)]
    [InlineData("Fri, 01 Jan 2027 00:00:00 GMT", 86_400)]
    public void It_is_seconds_or_a_date_and_has_a_bound(string value, int seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), RetryAfter.Of(RetryConditionHeaderValue.Parse(value), Now, TimeSpan.FromDays(1)));

    [Fact]
    public void Without_it_there_is_no_time() => Assert.Null(RetryAfter.Of(null, Now, TimeSpan.FromDays(1)));
}
