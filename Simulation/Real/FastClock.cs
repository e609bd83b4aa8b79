namespace OrleansJobs.Simulation.Real;

/// <summary>A clock that runs ten times as fast as the real one. It goes on from one process to the next.</summary>
internal class FastClock : TimeProvider
{
    private const int Speed = 10;

    // A pause between the two would set this process's clock apart from the others', ten times as much.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMicroseconds(20);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly DateTimeOffset _began;

    /// <param name="time">The real one.</param>
    /// <param name="anchor">When both show the same.</param>
    public FastClock(TimeProvider time, DateTimeOffset anchor)
    {
        _time = time;
        for (var tries = 0; tries < 1_000; tries++)
        {
            _start = time.GetTimestamp();
            _began = anchor + ((time.GetUtcNow() - anchor) * Speed);
            if (time.GetElapsedTime(_start) < AtOnce) break;
        }
    }

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _began + (_time.GetElapsedTime(_start) * Speed);

    public override long GetTimestamp() => _start + ((_time.GetTimestamp() - _start) * Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(_time.CreateTimer(callback, state, Fast(dueTime), Fast(period)));

    private static TimeSpan Fast(TimeSpan wait) => wait > TimeSpan.Zero ? wait / Speed : wait;

    private sealed class Timer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Fast(dueTime), Fast(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
