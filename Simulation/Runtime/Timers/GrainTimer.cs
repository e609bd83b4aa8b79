using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// A timer of one activation. Its tick is a call of the activation to itself, so it takes its turn in the mailbox.
/// </summary>
/// <remarks>
/// resting -> (due) -> firing -> (the callback's task ends) -> resting. While it fires, a change waits for the end; so
/// there is never a second tick. Stopped: no tick starts any more, and the token of a running one is cancelled.
/// </remarks>
internal sealed class GrainTimer(
    Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    : IGrainTimer, IGrainTimerInvoker
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(0xfffffffe);

    private static readonly GrainMethod Tick = GrainInterface.Of(typeof(IGrainTimerInvoker))
        .Method(typeof(IGrainTimerInvoker).GetMethod(nameof(IGrainTimerInvoker.InvokeCallbackAsync))!);

    private readonly CancellationTokenSource _stopped = new();
    private ITimer? _timer;
    private bool _isStopped;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _firing;
    private bool _changed;

    public bool Interleaves => options.Interleave;

    public bool KeepsAlive => options.KeepAlive;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_stopped)
        {
            _due = dueTime;
            _period = period;
            _changed = true;
            if (!_firing)
                Rest(dueTime);
        }
    }

    public void Dispose()
    {
        lock (_stopped)
        {
            if (_isStopped)
                return;
            _isStopped = true;
            _timer?.Dispose();
        }
        _stopped.Cancel();
        activation.Forget(this);
    }

    public async Task InvokeCallbackAsync()
    {
        try
        {
            if (!_isStopped)
                await callback(_stopped.Token);
        }
        catch (Exception exception)
        {
            activation.Silo.Log.TimerTickFailed(exception, activation.GrainId);
            throw;
        }
        finally
        {
            EndTick();
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest, name);
    }

    private void EndTick()
    {
        lock (_stopped)
        {
            _firing = false;
            Rest(_changed ? _due : _period);
        }
    }

    /// <summary>Until the next tick; negative: for ever. Under the lock.</summary>
    private void Rest(TimeSpan time)
    {
        _changed = false;
        if (_isStopped)
            return;
        if (time == TimeSpan.Zero)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            FireNow();
        }
        else if (_timer is not null)
        {
            _timer.Change(time, Timeout.InfiniteTimeSpan);
        }
        else if (time > TimeSpan.Zero)
        {
            _timer = activation.Silo.Clock.CreateTimer(
                static timer => ((GrainTimer)timer!).Fire(), this, time, Timeout.InfiniteTimeSpan);
        }
    }

    private void Fire()
    {
        lock (_stopped)
        {
            if (!_firing && !_isStopped)
                FireNow();
        }
    }

    private void FireNow()
    {
        _firing = true;
        activation.TryReceive(new GrainCall(activation.Silo, activation, activation.GrainId, Tick, []) { Timer = this });
    }
}
