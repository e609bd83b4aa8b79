namespace OrleansJobs.Simulation.Runtime;

/// <summary>The injected time as ticks of 100 ns since the silo was made: never goes back, never a wall clock.</summary>
internal sealed class SiloClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public TimeProvider Time => time;

    public long Now => time.GetElapsedTime(_origin).Ticks;

    /// <summary>The moment so much after another; the end of time for what is too far.</summary>
    public static long Later(long moment, TimeSpan span) => span.Ticks > long.MaxValue - moment ? long.MaxValue : moment + span.Ticks;

    /// <summary>The moment after <paramref name="span"/> from now.</summary>
    public long After(TimeSpan span) => Later(Now, span);

    /// <summary>What is cancelled after a while.</summary>
    public CancellationTokenSource Patience(TimeSpan span) => new(span, time);
}
