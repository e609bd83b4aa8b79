using System.Text.Json;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Interfaces;

public sealed class Iso8601DurationTests
{
    [Theory]
    [InlineData("PT30S", "00:00:30", "PT30S")]
    [InlineData("PT0.05S", "00:00:00.05", "PT0.05S")]
    [InlineData("PT1,5S", "00:00:01.5", "PT1.5S")]
    [InlineData("PT0S", "00:00:00", "PT0S")]
    [InlineData("P0D", "00:00:00", "PT0S")]
    [InlineData("PT90M", "01:30:00", "PT1H30M")]
    [InlineData("PT1.5H", "01:30:00", "PT1H30M")]
    [InlineData("P1DT12H", "1.12:00:00", "P1DT12H")]
    [InlineData("P2W", "14.00:00:00", "P14D")]
    [InlineData("PT0.0000001S", "00:00:00.0000001", "PT0.0000001S")]
    [InlineData("-PT1M", "-00:01:00", "-PT1M")]
    [InlineData("P10675199DT2H48M5.4775807S", "10675199.02:48:05.4775807", "P10675199DT2H48M5.4775807S")]
    [InlineData("-P10675199DT2H48M5.4775808S", "-10675199.02:48:05.4775808", "-P10675199DT2H48M5.4775808S")]
    public void Durations_are_read_and_written(string text, string expected, string written)
    {
        Assert.True(Iso8601Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), duration);
        Assert.Equal(written, Iso8601Duration.Format(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("P1DT")]
    [InlineData("30S")]
    [InlineData("pt30s")]
    [InlineData(" PT30S")]
    [InlineData("PT30S ")]
    [InlineData("PT+30S")]
    [InlineData("PT-30S")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("P1S")]
    [InlineData("PT1D")]
    [InlineData("PT1S1M")]
    [InlineData("PT1M1M")]
    [InlineData("P1W1D")]
    [InlineData("PT1.5H3S")]
    [InlineData("PT.5S")]
    [InlineData("PT5.S")]
    [InlineData("PT1.2.3S")]
    [InlineData("PT1.12345678S")]
    [InlineData("PTT1S")]
    [InlineData("P1T1S")]
    [InlineData("PT99999999999999999999S")]
    [InlineData("P10675199DT2H48M5.4775808S")]
    [InlineData("PT00000000000000000000000000000000000000000000000000000000000001S")]
    public void Other_text_is_refused(string text) => Assert.False(Iso8601Duration.TryParse(text, out _));

    [Fact]
    public void Json_has_them_as_text()
    {
        var options = new JsonSerializerOptions { Converters = { new Iso8601DurationConverter() } };
        Assert.Equal("\"PT1M\"", JsonSerializer.Serialize(TimeSpan.FromMinutes(1), options));
        Assert.Equal(TimeSpan.FromMinutes(1), JsonSerializer.Deserialize<TimeSpan>("\"PT1M\"", options));
        Assert.Null(JsonSerializer.Deserialize<TimeSpan?>("null", options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TimeSpan>("60", options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TimeSpan>("\"00:01:00\"", options));
    }
}
