using Microsoft.Extensions.Time.Testing;
using OrleansJobs.WebFrontend.Live;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Live;

public sealed class PaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(29, 0)]
    [InlineData(300, 100)]
    [InlineData(1_000, 333)]
    [InlineData(1_500, 500)]
    [InlineData(5_000, 500)]
    public async Task The_more_streams_there_are_the_longer_each_gathers(int streams, int milliseconds)
    {
        var rest = new Pace(3_000, _clock) { Streams = streams }.Rest(CancellationToken.None);
        if (milliseconds > 0)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.False(rest.IsCompleted);
            _clock.Advance(TimeSpan.FromMilliseconds(2));
        }

        await rest.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_stream_that_ends_rests_no_longer()
    {
        using var over = new CancellationTokenSource();
        var rest = new Pace(3_000, _clock) { Streams = 1_000 }.Rest(over.Token);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest);
    }
}
