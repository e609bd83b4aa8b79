namespace OrleansJobs.Grains;

/// <summary>Calls a grain back once, at the earliest of the times that it was set to since the last time. Between other calls of the grain.</summary>
internal sealed class Alarm(Grain grain, TimeProvider time, Func<Task> ring)
{
    // Timers take at most 49 days; a longer wait is several.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private IGrainTimer? _timer;
    private DateTimeOffset? _at;

    /// <summary>Sees to it that it rings at this time, or a little later.</summary>
    public void At(DateTimeOffset at)
    {
        if (_at <= at) return;
        _at = at;
        var wait = at - time.Now();
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        if (wait > LongestWait) wait = LongestWait;
        _timer?.Dispose();
        _timer = grain.RegisterGrainTimer(Ring, new GrainTimerCreationOptions(Clock.WholeMilliseconds(wait), Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task Ring()
    {
        _at = null;
        return ring();
    }
}
