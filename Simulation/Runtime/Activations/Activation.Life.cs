namespace OrleansJobs.Simulation.Runtime;

/// <content>Beginning and end of an activation.</content>
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _deactivated = new();
    private CancellationTokenSource? _activating;
    private DeactivationReason _reason;
    private CancellationTokenSource? _ending; // from the request on
    private CancellationToken _patience;
    private bool _wasActive;
    private long _protectedUntil;

    public Task Deactivated => _deactivated.Task;

    /// <summary>Where the collector keeps it.</summary>
    public LinkedListNode<Activation> CollectorNode { get; }

    /// <param name="first">The call that needs it; its context is that of the activation, too.</param>
    public void Start(GrainCall first)
    {
        Silo.Collector.Add(this);
        QueueAction(() => _ = ActivateAsync(first.Context));
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (_phase == ActivationPhase.Dead || _ending is not null)
            return;
        _reason = deactivationReason;
        _patience = cancellationToken;
        _ending = Silo.Clock.Patience(Silo.Collection.DeactivationTimeout);
        _wasActive = _phase == ActivationPhase.Active;
        if (_wasActive)
        {
            _phase = ActivationPhase.Deactivating;
            WakeMailbox();
        }
        else
        {
            QueueAction(() => _activating?.Cancel()); // the end comes when the activation is through
        }
    }

    public void DelayDeactivation(TimeSpan timeSpan)
    {
        var withdrawn = timeSpan <= TimeSpan.Zero;
        _protectedUntil = withdrawn ? 0 : Silo.Clock.After(timeSpan);
        if (withdrawn)
            Silo.Collector.Reschedule(this);
    }

    /// <summary>Deactivates it if it has been idle for the age, and nothing protects it.</summary>
    /// <returns>When to look again; null if it is ending.</returns>
    public long? CollectIfIdle(TimeSpan age, long now)
    {
        if (_ending is not null)
            return null;
        var limit = Math.Max(SiloClock.Later(_lastUse, age), _protectedUntil);
        if (_phase == ActivationPhase.Activating || CallCount > 0)
            return Math.Max(limit, SiloClock.Later(now, age));
        if (limit > now)
            return limit;
        Deactivate(new(DeactivationReasonCode.ActivationIdle, $"No call for {age}."));
        return null;
    }

    private async Task ActivateAsync(Dictionary<string, object>? context)
    {
        RequestContextExtensions.Import(context);
        _activating = Silo.Clock.Patience(Silo.Collection.ActivationTimeout);
        try
        {
            await StartGrain(_activating.Token);
        }
        catch (Exception exception)
        {
            await FailActivation(exception);
            return;
        }
        finally
        {
            _activating.Dispose();
            _activating = null;
        }
        _phase = _ending is null ? ActivationPhase.Active : ActivationPhase.Deactivating;
        WakeMailbox();
    }

    private async Task StartGrain(CancellationToken token)
    {
        GrainInstance = Class.Activator.CreateInstance(this);
        if (GrainInstance is ILifecycleParticipant<IGrainLifecycle> participant)
            participant.Participate(ObservableLifecycle);
        if (_lifecycle.IsValueCreated)
            await _lifecycle.Value.Start(token).WaitAsync(token);
        if (GrainInstance is IGrainBase grain)
            await grain.OnActivateAsync(token).WaitAsync(token);
    }

    /// <summary>Those who wait get the exception; the next call finds a new activation, at once.</summary>
    private async Task FailActivation(Exception exception)
    {
        _owner.Remove(this);
        if (_ending is null)
            Silo.Log.ActivationFailed(exception, GrainId);
        foreach (var call in Die())
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
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_ending!.Token, _patience);
        await StopParts(end.Token);
        _owner.Remove(this);
        await DisposeGrain();
        foreach (var call in Die())
            Forward(call);
    }

    private async Task StopParts(CancellationToken token)
    {
        foreach (var timer in _timers.ToList())
            timer.Dispose();
        if (_wasActive && GrainInstance is IGrainBase grain)
            await Try(nameof(IGrainBase.OnDeactivateAsync), () => grain.OnDeactivateAsync(_reason, token).WaitAsync(token));
        if (_lifecycle.IsValueCreated)
            await Try("its lifecycle", () => _lifecycle.Value.Stop(token).WaitAsync(token));
    }

    private async Task DisposeGrain()
    {
        if (GrainInstance is not null)
            await Try("disposal", () => Class.Activator.DisposeInstance(this, GrainInstance).AsTask());
        if (_scope.IsValueCreated)
            await Try("disposal of its services", () => ((IAsyncDisposable)_scope.Value).DisposeAsync().AsTask());
    }

    private async Task Try(string part, Func<Task> end)
    {
        try
        {
            await end();
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, GrainId, part);
        }
    }

    /// <returns>The calls that were waiting.</returns>
    private List<GrainCall> Die()
    {
        _phase = ActivationPhase.Dead;
        _ending?.Dispose();
        IdleCollector.Remove(this);
        _deactivated.SetResult();
        return _mailbox.TakeWaiting();
    }

    private void Forward(GrainCall call)
    {
        if (call.Timer is not null)
            return;
        if (call.ForwardCount++ < Silo.MaxForwardCount)
            Silo.Sender.Route(call);
        else
            call.Fail(OrleansInternals.Rejection($"{call} was sent on {Silo.MaxForwardCount} times and found an ending activation each time."));
    }
}
