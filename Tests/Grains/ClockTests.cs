using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Grains;
using Xunit;

namespace OrleansJobs.Tests.Grains;

/// <summary>Waits that are longer than a timer of the framework takes.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(3_652.5);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_delay_of_ten_years_ends_after_ten_years()
    {
        var delay = _time.Delay(Long, CancellationToken.None);
        Pass(Long - TimeSpan.FromSeconds(1));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public async Task A_delay_of_ten_years_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        var delay = _time.Delay(Long, stop.Token);
        Pass(Long / 2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delay);
    }

    [Fact]
    public void A_timer_of_ten_years_goes_off_once_after_ten_years()
    {
        var calls = 0;
        using var timer = _time.After(Long, () => calls++);
        Pass(Long - TimeSpan.FromSeconds(1));
        Assert.Equal(0, calls);
        Pass(Long);
        Assert.Equal(1, calls);
    }

    // In steps, as a continuation that runs elsewhere sets the next timer only then.
    private void Pass(TimeSpan time)
    {
        for (; time > TimeSpan.FromDays(1); time -= TimeSpan.FromDays(1)) _time.Advance(TimeSpan.FromDays(1));
        _time.Advance(time);
    }
}
