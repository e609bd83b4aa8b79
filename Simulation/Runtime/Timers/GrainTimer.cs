using Orleans.Serialization.Invocation;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// A timer of one activation. Its tick is a call of the activation to itself, so it takes its turn in the mailbox.
/// </summary>
/// <remarks>
/// resting -> (due) -> firing -> (the callback's task ends) -> resting. While it fires, a change waits for the end; so
/// there is never a second tick. Stopped: no tick starts any more, and the token of a running one is cancelled.
/// </remarks>
internal sealed class GrainTimer : IGrainTimer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(0xfffffffe);

    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _timer;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _firing;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        Interleaves = options.Interleave;
        KeepsAlive = options.KeepAlive;
        _timer = activation.Silo.Clock.Time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Interleaves { get; }

    public bool KeepsAlive { get; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        _due = dueTime;
        _period = period;
        _changed = true;
        if (!_firing)
            Rest(dueTime);
    }

    public void Dispose()
    {
        if (_stopped.IsCancellationRequested)
            return;
        _timer.Dispose();
        _stopped.Cancel();
        _activation.Forget(this);
    }

    /// <summary>Runs the callback, in the activation's turn.</summary>
    public async ValueTask<Response> Tick()
    {
        try
        {
            _changed = false;
            if (!_stopped.IsCancellationRequested)
                await _callback(_stopped.Token);
            return Response.Completed;
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
        finally
        {
            _firing = false;
            Rest(_changed ? _due : _period);
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest, name);
    }

    private void Rest(TimeSpan time)
    {
        if (!_stopped.IsCancellationRequested)
            _timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        if (_firing || _stopped.IsCancellationRequested)
            return;
        _firing = true;
        _activation.TryReceive(new GrainCall(_activation.Silo, null, _activation.GrainId, null, null) { Timer = this });
    }
}
