namespace OrleansJobs.Grains;

/// <summary>The engine's time: UTC, in the whole microseconds that the store keeps.</summary>
public static class Clock
{
    /// <summary>The time now.</summary>
    public static DateTimeOffset Now(this TimeProvider time) => WholeMicroseconds(time.GetUtcNow());

    /// <summary>A time to wait, up to the next whole millisecond: timers cut the rest off and would end that much early.</summary>
    public static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>The time cut to whole microseconds, in UTC.</summary>
    public static DateTimeOffset WholeMicroseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new DateTimeOffset(ticks - ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }
}
