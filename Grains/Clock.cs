namespace OrleansJobs.Grains;

/// <summary>The engine's time: UTC, in the whole microseconds that the store keeps.</summary>
public static class Clock
{
    /// <summary>The longest that one timer is set to; what takes longer is waited for in pieces.</summary>
    internal static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    /// <summary>The time now.</summary>
    public static DateTimeOffset Now(this TimeProvider time) => WholeMicroseconds(time.GetUtcNow());

    /// <summary>Waits however long it is, and not a moment less: timers take at most 49.7 days and cut to whole milliseconds.</summary>
    public static async Task Delay(this TimeProvider time, TimeSpan wait, CancellationToken cancellationToken)
    {
        for (; wait > LongestTimer; wait -= LongestTimer) await Task.Delay(LongestTimer, time, cancellationToken);
        await Task.Delay(WholeMilliseconds(wait), time, cancellationToken);
    }

    /// <summary>A time to wait, up to the next whole millisecond: timers cut the rest off and would end that much early.</summary>
    public static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>Calls back once after a time however long it is, unless it is disposed of before.</summary>
    public static IDisposable After(this TimeProvider time, TimeSpan wait, Action callback) => new LongTimer(time, wait, callback);

    /// <summary>The time up to the next whole microsecond, in UTC: what must not come too early when it is stored.</summary>
    public static DateTimeOffset UpToMicroseconds(DateTimeOffset time) => WholeMicroseconds(time + TimeSpan.FromTicks(TimeSpan.TicksPerMicrosecond - 1));

    /// <summary>The time cut to whole microseconds, in UTC.</summary>
    public static DateTimeOffset WholeMicroseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new DateTimeOffset(ticks - ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }
}
