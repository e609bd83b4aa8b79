namespace OrleansJobs.Simulation.Runtime;

/// <summary>The injected time as ticks of 100 ns since the silo was made: never goes back, never a wall clock.</summary>
internal sealed class SiloClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public TimeProvider Time => time;

    public long Now => time.GetElapsedTime(_origin).Ticks;

    /// <summary>The moment after <paramref name="span"/> from now; the end of time for what is too far.</summary>
    public long After(TimeSpan span)
    {
        var now = Now;
        return span.Ticks > long.MaxValue - now ? long.MaxValue : now + span.Ticks;
    }

    /// <summary>A timer whose callbacks carry nothing of the caller's execution context.</summary>
    public ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan due, TimeSpan period)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return time.CreateTimer(callback, state, due, period);
        using (ExecutionContext.SuppressFlow())
            return time.CreateTimer(callback, state, due, period);
    }
}
