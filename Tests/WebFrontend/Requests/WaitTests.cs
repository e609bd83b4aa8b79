using OrleansJobs.WebFrontend.Requests;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

public sealed class WaitTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    [InlineData("30s", 30)]
    [InlineData("PT30S", 30)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("PT1M", 60)]
    public void Times_are_read(string text, double seconds)
    {
        Assert.True(Wait.TryParse(text, out var wait));
        Assert.Equal(seconds, wait.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1m")]
    [InlineData("30 s")]
    [InlineData("-PT1S")]
    [InlineData("99999999999")]
    public void Other_text_is_refused(string text) => Assert.False(Wait.TryParse(text, out _));
}
