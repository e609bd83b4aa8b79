using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// One activation of a grain: a mailbox, a turn queue, and the grain object. This part receives calls and runs them;
/// Activation.Life.cs has its beginning and end, Activation.Context.cs what Orleans' code asks of it.
/// </summary>
/// <remarks>
/// <para>Phases:</para>
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
internal sealed partial class Activation : ICallTarget
{
    private readonly TurnScheduler _turns;
    private readonly Mailbox _mailbox;
    private readonly IActivationOwner _owner;
    private readonly List<GrainTimer> _timers = [];
    private ActivationPhase _phase;
    private bool _mailboxQueued;
    private long _lastUse;

    public Activation(SiloCore silo, GrainClass grainClass, GrainId id, IActivationOwner owner)
    {
        Silo = silo;
        Class = grainClass;
        GrainId = id;
        _owner = owner;
        _mailbox = new Mailbox(grainClass.IsReentrant);
        _turns = new TurnScheduler(silo.Executor, this);
        _lastUse = silo.Clock.Now;
        _scope = new Lazy<IServiceScope>(silo.Services.CreateScope);
        CollectorNode = new LinkedListNode<Activation>(this);
    }

    public SiloCore Silo { get; }

    public GrainClass Class { get; }

    /// <summary>Calls waiting and running.</summary>
    public int CallCount => _mailbox.Waiting + _mailbox.Running;

    private bool RunsCalls => _phase is ActivationPhase.Active or ActivationPhase.Deactivating;

    public bool TryReceive(GrainCall call)
    {
        if (_phase == ActivationPhase.Dead)
            return false;
        call.Home = this;
        if (_mailbox.Add(call))
            WakeMailbox();
        return true;
    }

    /// <summary>Runs an action in a turn that carries nothing of this caller's execution context.</summary>
    public void QueueAction(Action action) => _turns.QueueAction(action);

    /// <summary>The caller has given up: a waiting call goes, a running one learns it by its token.</summary>
    public void Cancel(GrainCall call)
    {
        if (!Drop(call))
            QueueAction(() => call.Received?.TryCancel());
    }

    /// <summary>Lets go of a call that waits.</summary>
    public bool Drop(GrainCall call) => call.Home == this && _mailbox.Remove(call);

    public IGrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (OrleansInternals.CurrentContext != this)
            throw new InvalidOperationException($"A timer of {GrainId} can be started in its turns only.");
        var timer = new GrainTimer(this, callback, options);
        _timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer) => _timers.Remove(timer);

    /// <summary>A turn: starts a call, if one may start.</summary>
    private void RunMailbox()
    {
        _mailboxQueued = false;
        if (TryStartNext(out var call))
        {
            _ = RunAsync(call); // being async, it leaves nothing in the execution context
            WakeMailbox();
        }
        else if (_phase == ActivationPhase.Deactivating && _mailbox.Running == 0)
        {
            _phase = ActivationPhase.Ending;
            _ = EndAsync();
        }
    }

    private bool TryStartNext([NotNullWhen(true)] out GrainCall? call)
    {
        call = RunsCalls ? _mailbox.StartNext(ticksOnly: _phase == ActivationPhase.Deactivating) : null;
        return call is not null;
    }

    private async Task RunAsync(GrainCall call)
    {
        if (call.Sender.Clock.Now >= call.Deadline)
            call.TimeOut();
        else
            Finish(call, await Invoke(call));
        if (call.CountsAsUse)
            _lastUse = Silo.Clock.Now;
        if (_mailbox.End(call) || _phase == ActivationPhase.Deactivating)
            WakeMailbox();
    }

    private ValueTask<Response> Invoke(GrainCall call)
    {
        if (call.Timer is { } timer)
            return timer.Tick();
        RequestContextExtensions.Import(call.Context);
        call.Received!.SetTarget(this);
        return call.Received.Invoke();
    }

    private void Finish(GrainCall call, Response outcome)
    {
        if (outcome.Exception is InconsistentStateException inconsistent && OrleansInternals.TakeSourceActivation(inconsistent))
            Deactivate(new(DeactivationReasonCode.ApplicationError, inconsistent, "The stored state is not the one this activation came from."));
        call.Settle(Sent(call, outcome));
    }

    /// <summary>The outcome as the caller gets it. One that cannot be sent becomes the reason why, as with Orleans.</summary>
    private Response Sent(GrainCall call, Response outcome)
    {
        try
        {
            return call.Sender == Silo || call.IsOneWay ? OrleansTypes.All.Copier.Copy(outcome) : OrleansTypes.All.Sent(outcome, call.Sender.Grains);
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    /// <summary>Queues the mailbox as a turn, unless it is or can do nothing.</summary>
    private void WakeMailbox()
    {
        if (_mailboxQueued || !RunsCalls)
            return;
        _mailboxQueued = true;
        QueueAction(RunMailbox);
    }
}
