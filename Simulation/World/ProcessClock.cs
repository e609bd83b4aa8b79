namespace OrleansJobs.Simulation.World;

/// <summary>The time as one process sees it: the world's, by which all timers go, and a wall clock that can be set.</summary>
internal sealed class ProcessClock(SimulatedWorld world, Process process) : TimeProvider
{
    /// <summary>The wall clock's time at the beginning of every world.</summary>
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>By how much this process's wall clock is ahead.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        world.CheckThread();
        return Epoch + world.Elapsed + Offset;
    }

    public override long GetTimestamp()
    {
        world.CheckThread();
        return world.Now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(world, process, () => callback(state), dueTime, period);

    private sealed class Timer : ITimer
    {
        private readonly SimulatedWorld _world;
        private readonly Process _process;
        private readonly Action _callback;
        private SimulatedWorld.Event? _next;
        private TimeSpan _period;

        public Timer(SimulatedWorld world, Process process, Action callback, TimeSpan dueTime, TimeSpan period)
        {
            _world = world;
            _process = process;
            _callback = callback;
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.Cancel();
            _period = period;
            _next = dueTime < TimeSpan.Zero ? null : _world.After(dueTime, Fire);
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            if (_process.IsDead) return;
            _next = _period > TimeSpan.Zero ? _world.After(_period, Fire) : null;
            _process.Begin(_callback);
        }
    }
}
