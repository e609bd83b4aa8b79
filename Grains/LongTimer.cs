namespace OrleansJobs.Grains;

/// <summary>A timer that may be set to more than the 49.7 days that the framework's takes: it goes off in pieces.</summary>
internal sealed class LongTimer : IDisposable
{
    private readonly Action _callback;
    private readonly ITimer _timer;
    private TimeSpan _left;

    public LongTimer(TimeProvider time, TimeSpan wait, Action callback)
    {
        _callback = callback;
        _left = wait;
        _timer = time.CreateTimer(_ => GoOn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Set();
    }

    public void Dispose() => _timer.Dispose();

    private void GoOn()
    {
        if (_left > TimeSpan.Zero) Set();
        else _callback();
    }

    private void Set()
    {
        var piece = _left < Clock.LongestTimer ? _left : Clock.LongestTimer;
        _left -= piece;
        _timer.Change(piece, Timeout.InfiniteTimeSpan);
    }
}
