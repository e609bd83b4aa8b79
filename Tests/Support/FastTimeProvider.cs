namespace OrleansJobs.Tests.Support;

/// <summary>A clock that runs ten times as fast as the real one, and can be set.</summary>
internal sealed class FastTimeProvider : TimeProvider
{
    private const int Speed = 10;

    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _began = System.GetUtcNow();

    /// <summary>By how much the clock has been set. Does not touch timers and time stamps, as with a real one.</summary>
    public TimeSpan Shift { get; set; }

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _began + System.GetElapsedTime(_start) * Speed + Shift;

    public override long GetTimestamp() => _start + (System.GetTimestamp() - _start) * Speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Fast(dueTime), Fast(period)));

    private static TimeSpan Fast(TimeSpan time) => time > TimeSpan.Zero ? time / Speed : time;

    private sealed class FastTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Fast(dueTime), Fast(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
