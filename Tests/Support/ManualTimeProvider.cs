namespace OrleansJobs.Tests.Support;

/// <summary>
/// A clock that stands until it is advanced. Timers fire during <see cref="Advance"/>, on its thread, in order of due
/// time and then of their setting; each sees the clock at its own due time.
/// </summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _settings;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <param name="afterEach">Runs after each timer and at the end: what the timers have set going.</param>
    public void Advance(TimeSpan time, Action? afterEach = null)
    {
        var end = GetUtcNow() + time;
        while (TakeNext(end) is { } timer)
        {
            timer.Fire();
            afterEach?.Invoke();
        }
        lock (_lock)
            _now = end;
        afterEach?.Invoke();
    }

    private ManualTimer? TakeNext(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _timers.Where(t => t.Due <= end).MinBy(t => (t.Due, t.Setting));
            if (next is null)
                return null;
            _now = next.Due > _now ? next.Due : _now;
            next.PrepareNext();
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public long Setting { get; private set; }

        public void Fire() => callback();

        /// <summary>Under the lock.</summary>
        public void PrepareNext()
        {
            if (_period > TimeSpan.Zero)
                Due += _period;
            else
                clock._timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime < TimeSpan.Zero)
                    return true;
                Due = clock._now + dueTime;
                Setting = clock._settings++;
                _period = period;
                clock._timers.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
