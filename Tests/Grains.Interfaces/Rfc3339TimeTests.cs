using System.Text.Json;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Interfaces;

/// <summary>The examples of RFC 3339, 5.8, and what is near them.</summary>
public sealed class Rfc3339TimeTests
{
    [Theory]
    [InlineData("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.5200000+00:00")]
    [InlineData("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.0000000+00:00")]
    [InlineData("1996-12-19t16:39:57z", "1996-12-19T16:39:57.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.0000000+00:00")]
    public void Times_are_read_as_text_and_as_json(string text, string utc)
    {
        Assert.True(Rfc3339Time.TryParse(text, out var time));
        Assert.Equal(utc, time.ToUniversalTime().ToString("O"));
        using var json = JsonDocument.Parse($"\"{text}\"");
        Assert.True(Rfc3339Time.TryParse(json.RootElement, out time));
        Assert.Equal(utc, time.ToUniversalTime().ToString("O"));
    }

    [Theory]
    [InlineData("1996-12-19")]
    [InlineData("1996-12-19T16:39Z")]
    [InlineData("1996-12-19T16:39:57")]
    [InlineData("1996-12-19 16:39:57Z")]
    [InlineData("9999-12-31T23:59:59-23:59")]
    [InlineData("")]
    [InlineData("\u0000")]
    public void Other_text_is_refused(string text) => Assert.False(Rfc3339Time.TryParse(text, out _));
}
