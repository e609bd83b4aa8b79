namespace OrleansJobs.Simulation.Real;

/// <summary>A clock that runs ten times as fast as the real one. It goes on from one process to the next.</summary>
/// <param name="time">The real one.</param>
/// <param name="anchor">When both show the same.</param>
internal class FastClock(TimeProvider time, DateTimeOffset anchor) : TimeProvider
{
    private const int Speed = 10;

    private readonly long _start = time.GetTimestamp();
    private readonly DateTimeOffset _began = anchor + ((time.GetUtcNow() - anchor) * Speed);

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _began + (time.GetElapsedTime(_start) * Speed);

    public override long GetTimestamp() => _start + ((time.GetTimestamp() - _start) * Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(time.CreateTimer(callback, state, Fast(dueTime), Fast(period)));

    private static TimeSpan Fast(TimeSpan wait) => wait > TimeSpan.Zero ? wait / Speed : wait;

    private sealed class Timer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Fast(dueTime), Fast(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
