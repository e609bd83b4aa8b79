using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// One activation of a grain: a mailbox, a turn queue, and the grain object. This part receives calls and runs them;
/// Activation.Life.cs has its beginning and end.
/// </summary>
/// <remarks>
/// <para>Phases, under <c>_mailbox</c>'s lock:</para>
/// <para>Activating: calls wait while the constructor, stored states and <c>OnActivateAsync</c> run.</para>
/// <para>Active: calls start as the mailbox lets them.</para>
/// <para>Deactivating: the end was asked for; running calls go on, of those waiting only timer ticks may start.</para>
/// <para>Ending: nothing runs but <c>OnDeactivateAsync</c>; all calls wait.</para>
/// <para>Dead: no call is received; those that waited have been sent on, and meet a new activation.</para>
/// <para>
/// Invariants: the grain's code runs in turns only, one at a time. An activation has left its owner before it is dead.
/// A call is waiting in one mailbox at most.
/// </para>
/// </remarks>
internal sealed partial class Activation : IGrainContext, ICallTarget
{
    private readonly TurnScheduler _turns;
    private readonly Mailbox _mailbox;
    private readonly IActivationOwner _owner;
    private ActivationPhase _phase;
    private bool _mailboxQueued;
    private List<GrainTimer>? _timers;
    private IServiceScope? _scope;
    private ActivationLifecycle? _lifecycle;
    private long _lastUse;

    public Activation(SiloCore silo, GrainClass grainClass, GrainId id, IActivationOwner owner)
    {
        Silo = silo;
        Class = grainClass;
        GrainId = id;
        _owner = owner;
        _mailbox = new Mailbox(grainClass.IsReentrant);
        _turns = new TurnScheduler(silo.Executor, silo, this);
        _lastUse = silo.Clock.Now;
        CollectorNode = new LinkedListNode<Activation>(this);
    }

    public SiloCore Silo { get; }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public string SiloName => Silo.Options.SiloName;

    /// <exception cref="InvalidOperationException">Read outside its turns.</exception>
    public IGrainFactory GrainFactory
    {
        get
        {
            ThrowIfOutOfTurn();
            return Silo.Grains;
        }
    }

    /// <exception cref="InvalidOperationException">Read outside its turns.</exception>
    public ReminderService Reminders
    {
        get
        {
            ThrowIfOutOfTurn();
            return Silo.Reminders;
        }
    }

    public IServiceProvider ActivationServices
    {
        get
        {
            lock (_mailbox)
                return (_scope ??= Silo.Services.CreateScope()).ServiceProvider;
        }
    }

    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new ActivationLifecycle();

    /// <summary>Calls waiting and running.</summary>
    public int CallCount
    {
        get
        {
            lock (_mailbox)
                return _mailbox.Waiting + _mailbox.Running;
        }
    }

    private bool RunsCalls => _phase is ActivationPhase.Active or ActivationPhase.Deactivating;

    public bool TryReceive(GrainCall call)
    {
        bool full, wake = false;
        lock (_mailbox)
        {
            if (_phase == ActivationPhase.Dead)
                return false;
            full = call.Timer is null && _mailbox.Waiting >= Silo.Options.MailboxLimit;
            if (!full)
            {
                call.Home = this;
                wake = _mailbox.Add(call) && NeedsMailbox();
            }
        }
        if (full)
            call.Fail(new LimitExceededException($"{Silo.Options.MailboxLimit} calls are waiting for {GrainId}."));
        else if (wake)
            _turns.QueueMailbox();
        return true;
    }

    /// <summary>A turn: starts what may start.</summary>
    public void RunMailbox()
    {
        for (var left = Silo.Executor.TurnsAtOnce; left > 0; left--)
        {
            if (Silo.Phase == SiloPhase.Killed || !TryStartNext(out var call))
                return;
            _ = RunAsync(call); // being async, it leaves nothing in the execution context
        }
        _turns.QueueMailbox();
    }

    /// <summary>Lets what waits for an answer to this grain's call go on.</summary>
    public void QueueAnswer(GrainCall settled) => _turns.QueueAnswer(settled);

    /// <summary>The caller has given up: a waiting call goes, a running one learns it by its token.</summary>
    public void Cancel(GrainCall call)
    {
        if (!DropIfWaiting(call) && call.MethodCancellation is { } cancellation)
            _turns.QueueAction(cancellation.Cancel);
    }

    public bool DropIfWaiting(GrainCall call)
    {
        lock (_mailbox)
            return call.Home == this && _mailbox.Remove(call);
    }

    /// <summary>Calls the method, or the timer's callback, on the grain. The task is as the grain returned it.</summary>
    public Task InvokeMethod(GrainCall call) =>
        call.Method.Returns.AsTask(call.Method.Invoke((object?)call.Timer ?? GrainInstance!, call.Arguments));

    public void ThrowIfOutOfTurn()
    {
        if (RuntimeContext.Current != this)
            throw new InvalidOperationException($"This may be used in turns of {GrainId} only. Was it left by Task.Run or ConfigureAwait(false)?");
    }

    public IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ThrowIfOutOfTurn();
        var timer = new GrainTimer(this, callback, options);
        lock (_mailbox)
            (_timers ??= []).Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (_mailbox)
            _timers?.Remove(timer);
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{GrainId} on {SiloName} ({_phase})";

    private bool TryStartNext([NotNullWhen(true)] out GrainCall? call)
    {
        lock (_mailbox)
        {
            call = RunsCalls ? _mailbox.StartNext(ticksOnly: _phase == ActivationPhase.Deactivating) : null;
            if (call is not null)
                return true;
            _mailboxQueued = false;
            if (_phase != ActivationPhase.Deactivating || _mailbox.Running > 0)
                return false;
            _phase = ActivationPhase.Ending;
        }
        _ = EndAsync();
        return false;
    }

    private async Task RunAsync(GrainCall call)
    {
        var start = Silo.Clock.Now;
        if ((call.Sender == Silo ? start : call.Sender.Clock.Now) >= call.Deadline)
        {
            UnsettledCalls.TimeOut(call);
            EndCall(call, start);
            return;
        }
        Task done;
        try
        {
            PrepareContext(call);
            done = Silo.Filters.Length == 0 && GrainInstance is not IIncomingGrainCallFilter
                ? InvokeMethod(call)
                : RunFiltered(call);
        }
        catch (Exception exception)
        {
            done = Task.FromException(exception);
        }
        if (!done.IsCompleted)
            await done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Finish(call, done, start);
    }

    private static void PrepareContext(GrainCall call)
    {
        if (call.Context is not null)
            RequestContext.Values = call.Context;
        if (call.Activity is not null)
            Activity.Current = call.Activity;
        if (call.Method.TokenIndex < 0)
            return;
        call.MethodCancellation = new CancellationTokenSource();
        call.Arguments[call.Method.TokenIndex] = call.MethodCancellation.Token;
        if (call.IsSettled)
            call.MethodCancellation.Cancel();
    }

    private async Task RunFiltered(GrainCall call)
    {
        var context = new IncomingCallContext(call, this);
        await context.Invoke();
        call.Settle(call.Method.Returns.FromResult(context.Result));
    }

    private void Finish(GrainCall call, Task done, long start)
    {
        var now = Silo.Clock.Now;
        var failure = done.IsCompletedSuccessfully ? null : done.Exception?.InnerException ?? new TaskCanceledException(done);
        Class.Method(call.Method).Counters.Record(now - start, failure is not null);
        if (failure is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            Deactivate(new(DeactivationReasonCode.ApplicationError, failure, "The stored state is not the one this activation came from."));
        }
        if (call.IsOneWay && failure is not null)
            Silo.Log.OneWayCallFailed(failure, call);
        call.Settle(done);
        EndCall(call, now);
    }

    private void EndCall(GrainCall call, long now)
    {
        bool wake;
        lock (_mailbox)
        {
            if (call.CountsAsUse)
                _lastUse = now;
            wake = (_mailbox.End(call) || _phase == ActivationPhase.Deactivating) && NeedsMailbox();
        }
        if (wake)
            _turns.QueueMailbox();
    }

    private void WakeMailbox()
    {
        bool wake;
        lock (_mailbox)
            wake = NeedsMailbox();
        if (wake)
            _turns.QueueMailbox();
    }

    /// <summary>Whether the mailbox must be queued as a turn: it is not yet, and may do something. Under the lock.</summary>
    private bool NeedsMailbox()
    {
        if (_mailboxQueued || !RunsCalls)
            return false;
        _mailboxQueued = true;
        return true;
    }
}
