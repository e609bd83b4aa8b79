using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <content>Beginning and end of an activation.</content>
internal sealed partial class Activation
{
    private PatienceEnd? _activating;
    private DeactivationReason _reason;
    private PatienceEnd? _ending; // from the request on
    private bool _wasActive;
    private long _protectedUntil;
    private TaskCompletionSource? _deactivated;

    public Task Deactivated
    {
        get
        {
            lock (_mailbox)
            {
                if (_phase == ActivationPhase.Dead && _deactivated is null)
                    return Task.CompletedTask;
                return (_deactivated ??= new()).Task;
            }
        }
    }

    /// <summary>Where the collector keeps it.</summary>
    public LinkedListNode<Activation> CollectorNode { get; }

    /// <param name="first">The call that needs it; its context is that of the activation, too.</param>
    public void Start(GrainCall first)
    {
        Silo.Collector.Add(this);
        Class.CountActivation(+1);
        _turns.QueueAction(() => _ = ActivateAsync(first.Context));
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_mailbox)
        {
            if (_phase == ActivationPhase.Dead || _ending is not null)
                return;
            _reason = deactivationReason;
            _ending = Silo.DeactivationPatience.Begin(cancellationToken);
            _wasActive = _phase == ActivationPhase.Active;
            if (_wasActive)
                _phase = ActivationPhase.Deactivating;
        }
        if (_wasActive)
            WakeMailbox();
        else
            _turns.QueueAction(() => _activating?.Cancel()); // the end comes when the activation is through
    }

    public void DelayDeactivation(TimeSpan timeSpan)
    {
        var withdrawn = timeSpan <= TimeSpan.Zero;
        Volatile.Write(ref _protectedUntil, withdrawn ? 0 : Silo.Clock.After(timeSpan));
        if (withdrawn)
            Silo.Collector.Reschedule(this);
    }

    /// <summary>Deactivates it if it has been idle for the age, and nothing protects it.</summary>
    /// <returns>When to look again; null if it is ending.</returns>
    public long? CollectIfIdle(TimeSpan age, long now)
    {
        lock (_mailbox)
        {
            if (_ending is not null)
                return null;
            var limit = Math.Max(Later(_lastUse, age), Volatile.Read(ref _protectedUntil));
            if (_phase == ActivationPhase.Activating || _mailbox.Waiting + _mailbox.Running > 0)
                return Math.Max(limit, Later(now, age));
            if (limit > now)
                return limit;
        }
        Deactivate(new(DeactivationReasonCode.ActivationIdle, $"No call for {age}."));
        return null;
    }

    private static long Later(long moment, TimeSpan span) =>
        span.Ticks > long.MaxValue - moment ? long.MaxValue : moment + span.Ticks;

    private async Task ActivateAsync(Dictionary<string, object>? context)
    {
        if (context is not null)
            RequestContext.Values = context;
        _activating = Silo.ActivationPatience.Begin();
        try
        {
            Construct();
            await StartGrain(_activating.Token);
        }
        catch (Exception exception)
        {
            await FailActivation(exception);
            return;
        }
        finally
        {
            Silo.ActivationPatience.End(_activating);
            _activating = null;
        }
        lock (_mailbox)
            _phase = _ending is null ? ActivationPhase.Active : ActivationPhase.Deactivating;
        WakeMailbox();
    }

    private void Construct()
    {
        try
        {
            GrainInstance = Class.Constructor.Invoke(this);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"A grain of class {Class.Class} could not be made for {GrainId}.", exception);
        }
        if (GrainInstance is ILifecycleParticipant<IGrainLifecycle> participant)
            participant.Participate(ObservableLifecycle);
    }

    private async Task StartGrain(CancellationToken token)
    {
        if (_lifecycle is not null)
            await _lifecycle.Start(token).WaitAsync(token);
        if (GrainInstance is IGrainBase grain)
            await grain.OnActivateAsync(token).WaitAsync(token);
    }

    /// <summary>Those who wait get the exception; the next call finds a new activation, at once.</summary>
    private async Task FailActivation(Exception exception)
    {
        _owner.Remove(this);
        var waiting = Die();
        if (_ending is null)
            Silo.Log.ActivationFailed(exception, GrainId);
        foreach (var call in waiting)
        {
            if (_ending is null)
                call.Fail(exception);
            else
                Forward(call);
        }
        await StopParts(CancellationToken.None);
        await DisposeGrain();
    }

    private async Task EndAsync()
    {
        await StopParts(_ending!.Token);
        _owner.Remove(this);
        await DisposeGrain();
        Silo.DeactivationPatience.End(_ending);
        foreach (var call in Die())
            Forward(call);
    }

    private async Task StopParts(CancellationToken token)
    {
        DisposeTimers();
        try
        {
            if (_wasActive && GrainInstance is IGrainBase grain)
                await grain.OnDeactivateAsync(_reason, token).WaitAsync(token);
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, GrainId, nameof(IGrainBase.OnDeactivateAsync));
        }
        try
        {
            if (_lifecycle is not null)
                await _lifecycle.Stop(token).WaitAsync(token);
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, GrainId, "its lifecycle");
        }
    }

    private async Task DisposeGrain()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (GrainInstance is IDisposable disposable)
                disposable.Dispose();
            if (_scope is IAsyncDisposable scope)
                await scope.DisposeAsync();
            else
                _scope?.Dispose();
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, GrainId, "disposal");
        }
    }

    /// <returns>The calls that were waiting.</returns>
    private List<GrainCall> Die()
    {
        List<GrainCall> waiting;
        TaskCompletionSource? deactivated;
        lock (_mailbox)
        {
            _phase = ActivationPhase.Dead;
            waiting = _mailbox.TakeWaiting();
            deactivated = _deactivated;
        }
        Silo.Collector.Remove(this);
        Class.CountActivation(-1);
        if (deactivated is not null)
            Silo.Executor.Execute(new ExecutorAction(deactivated.SetResult)); // not in this turn
        return waiting;
    }

    private void Forward(GrainCall call)
    {
        if (call.Timer is not null)
            return;
        if (call.ForwardCount++ < SiloCore.MaxForwardCount)
            Silo.Sender.Route(call);
        else
            call.Fail(new OrleansMessageRejectionException(
                $"{call} was sent on {SiloCore.MaxForwardCount} times and found an ending activation each time."));
    }

    private void DisposeTimers()
    {
        List<GrainTimer>? timers;
        lock (_mailbox)
        {
            timers = _timers;
            _timers = null;
        }
        foreach (var timer in timers ?? [])
            timer.Dispose();
    }
}
