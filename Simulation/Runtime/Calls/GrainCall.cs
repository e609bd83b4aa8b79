using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// One call on its way from a caller to a grain. The caller's silo keeps it until it is settled: by the grain's answer,
/// the deadline, the caller's cancellation, or a rejection; the first of these wins, the others are ignored.
/// </summary>
/// <remarks>
/// <para>
/// made -> routed -> waiting at an activation -> running -> ended. It may be settled in any of these: one that is
/// settled before it runs never runs; one that is settled while it runs goes on without a listener. Deactivation takes
/// it back from waiting to routed.
/// </para>
/// <para>
/// What waits for the answer goes on in a turn of the caller, or by itself on the executor if the caller is no grain;
/// never inside the turn that settles the call, and never on a thread of its own.
/// </para>
/// </remarks>
public sealed class GrainCall
{
    private readonly Activation? _caller;
    private readonly ICallPromise? _promise;
    private Response? _outcome;
    private CancellationTokenRegistration _cancellation;

    internal GrainCall(SiloCore sender, Activation? caller, GrainId target, IRequest? request, ICallPromise? promise)
    {
        Sender = sender;
        _caller = caller;
        Target = target;
        Request = request;
        _promise = promise;
        Unsettled = new LinkedListNode<GrainCall>(this);
    }

    /// <summary>The grain that is called.</summary>
    public GrainId Target { get; }

    /// <summary>The grain interface.</summary>
    public Type InterfaceType => Request!.GetInterfaceType();

    public string MethodName => Request!.GetMethodName();

    /// <summary>Nobody waits for an answer: it may be lost or repeated.</summary>
    public bool IsOneWay => _promise is null;

    /// <summary>Whether any silo may answer it: what it calls is a stateless worker.</summary>
    public bool IsForAnyone => GrainClasses.All.OfType(Target.Type) is { MaxLocalWorkers: > 0 };

    internal SiloCore Sender { get; }

    /// <summary>As the caller made it; null for a timer's tick.</summary>
    internal IRequest? Request { get; }

    /// <summary>As the silo has it that the grain is on.</summary>
    internal IRequest? Received { get; set; }

    /// <summary>The caller's <see cref="RequestContext"/>.</summary>
    internal Dictionary<string, object>? Context { get; init; }

    /// <summary>On the sender's clock.</summary>
    internal long Deadline { get; set; } = long.MaxValue;

    /// <summary>Its place among the sender's unsettled calls.</summary>
    internal LinkedListNode<GrainCall> Unsettled { get; }

    internal int ForwardCount { get; set; }

    /// <summary>The timer whose tick this is, instead of a call on the grain object.</summary>
    internal GrainTimer? Timer { get; init; }

    internal bool Interleaves => Timer?.Interleaves ?? Request!.Options.HasFlag(InvokeMethodOptions.AlwaysInterleave);

    internal bool IsReadOnly => Request?.Options.HasFlag(InvokeMethodOptions.ReadOnly) == true;

    /// <summary>Whether its end puts off idle collection.</summary>
    internal bool CountsAsUse => Timer?.KeepsAlive ?? true;

    /// <summary>Where it waits or runs.</summary>
    internal Activation? Home { get; set; }

    internal bool IsSettled => _outcome is not null;

    /// <summary>A second delivery of the same one-way call, as an unreliable network might make it.</summary>
    /// <exception cref="InvalidOperationException">Somebody waits for the answer of this call.</exception>
    public GrainCall Repeat() => IsOneWay
        ? new GrainCall(Sender, _caller, Target, OrleansTypes.All.Sent(Request!, Sender.Grains), null) { Context = Context }
        : throw new InvalidOperationException($"{this} is not one-way and may be delivered once only.");

    /// <summary>Tells the caller that the call was not delivered, or that its answer is lost.</summary>
    public void Reject(Exception exception) => Fail(exception);

    public override string ToString() => $"{(Request is null ? "tick" : $"{InterfaceType.Name}.{MethodName}")} on {Target}";

    internal void Settle(Response outcome)
    {
        if (IsSettled)
            return;
        _outcome = outcome;
        _cancellation.Unregister();
        Sender.Unsettled.Remove(this);
        if (outcome.Exception is { } failure)
            Sender.Log.CallFailed(failure, this);
        if (IsOneWay)
            return;
        if (_caller is null)
            Sender.Executor.Execute(Answer);
        else
            _caller.QueueAction(Answer);
    }

    internal void Fail(Exception exception) => Settle(Response.FromException(exception));

    /// <summary>Tells the caller that its time is over.</summary>
    internal void TimeOut()
    {
        Fail(new TimeoutException($"{this} had no answer in time. Whether it ran is unknown."));
        Home?.Drop(this);
    }

    /// <summary>Ends the caller's waiting with the caller's own token.</summary>
    internal void CancelWith(CancellationToken token) => _cancellation = token.UnsafeRegister(_ => Cancel(token), null);

    private void Answer() => _promise!.Settle(_outcome!);

    private void Cancel(CancellationToken token)
    {
        Fail(new OperationCanceledException(token));
        Home?.Cancel(this);
    }
}
