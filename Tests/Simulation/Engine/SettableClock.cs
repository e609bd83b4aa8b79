namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>A clock whose time of day can be set. That does not touch timers and time stamps, as with a real one.</summary>
/// <param name="time">The clock that it follows.</param>
/// <param name="post">Runs what is due as a turn: what that awaits must come back to the machine's thread, not to the thread pool.</param>
internal sealed class SettableClock(TimeProvider time, Action<Action> post) : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Shift;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(_ => post(() => callback(state)), null, dueTime, period);
}
