using System.Diagnostics;
using Orleans.Runtime;

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
public sealed class GrainCall : IThreadPoolWorkItem
{
    private readonly object? _promise;
    private Task? _outcome;
    private CancellationTokenRegistration _cancellation;

    internal GrainCall(SiloCore sender, Activation? caller, GrainId target, GrainMethod method, object?[] arguments)
    {
        Sender = sender;
        Caller = caller;
        Target = target;
        Method = method;
        Arguments = arguments;
        Deadline = long.MaxValue;
        if (!method.IsOneWay)
            _promise = method.Returns.CreatePromise();
    }

    /// <summary>The grain that is called.</summary>
    public GrainId Target { get; }

    /// <summary>The calling grain, or the sending silo's client for calls from ordinary code.</summary>
    public GrainId Source => Caller?.GrainId ?? Sender.ClientId;

    /// <summary>Full name of the grain interface.</summary>
    public string InterfaceName => Method.InterfaceName;

    public string MethodName => Method.InterfaceMethod.Name;

    /// <summary>Nobody waits for an answer: it may be lost or repeated.</summary>
    public bool IsOneWay => _promise is null;

    internal SiloCore Sender { get; }

    internal Activation? Caller { get; }

    internal GrainMethod Method { get; }

    internal object?[] Arguments { get; }

    /// <summary>The caller's <see cref="RequestContext"/>.</summary>
    internal Dictionary<string, object>? Context { get; init; }

    internal Activity? Activity { get; init; }

    /// <summary>On the sender's clock.</summary>
    internal long Deadline { get; set; }

    /// <summary>Place among the sender's unsettled calls.</summary>
    internal int Slot { get; set; }

    internal int ForwardCount { get; set; }

    /// <summary>The timer whose tick this is, instead of a call on the grain object.</summary>
    internal GrainTimer? Timer { get; init; }

    internal bool Interleaves => Timer?.Interleaves ?? Method.AlwaysInterleaves;

    /// <summary>Whether its end puts off idle collection.</summary>
    internal bool CountsAsUse => Timer?.KeepsAlive ?? true;

    /// <summary>Where it waits or runs.</summary>
    internal Activation? Home { get; set; }

    internal bool IsWaiting { get; set; }

    /// <summary>Cancels the token that the grain's method got; null if it takes none.</summary>
    internal CancellationTokenSource? MethodCancellation { get; set; }

    internal GrainCall? Next { get; set; }

    internal GrainCall? Previous { get; set; }

    internal bool IsSettled => _outcome is not null;

    /// <summary>What the caller gets; complete at once if nobody waits.</summary>
    internal object Awaitable => Method.Returns.Awaitable(_promise ?? CompletePromise());

    /// <summary>A second delivery of the same one-way call, as an unreliable network might make it.</summary>
    /// <exception cref="InvalidOperationException">Somebody waits for the answer of this call.</exception>
    public GrainCall Repeat() => IsOneWay
        ? new GrainCall(Sender, Caller, Target, Method, [.. Arguments]) { Context = Context, Activity = Activity }
        : throw new InvalidOperationException($"{this} is not one-way and may be delivered once only.");

    /// <summary>Tells the caller that the call was not delivered, or that its answer is lost.</summary>
    public void Reject(Exception exception) => Fail(exception);

    public override string ToString() => $"{InterfaceName}.{MethodName} on {Target} from {Source}";

    internal void Settle(Task done)
    {
        if (IsOneWay || Interlocked.CompareExchange(ref _outcome, done, null) is not null)
            return;
        _cancellation.Unregister();
        Sender.Unsettled.Remove(this);
        if (Caller is null)
            Sender.Executor.Execute(this);
        else
            Caller.QueueAnswer(this);
    }

    internal void Fail(Exception exception)
    {
        if (IsOneWay)
            Sender.Log.OneWayCallFailed(exception, this);
        else
            Settle(Task.FromException(exception));
    }

    /// <summary>Lets go on what waits for the answer.</summary>
    internal void Answer() => Method.Returns.Settle(_promise!, _outcome!);

    void IThreadPoolWorkItem.Execute() => Answer();

    /// <summary>Ends the caller's waiting with the caller's own token.</summary>
    internal void CancelWith(CancellationToken token) =>
        _cancellation = token.UnsafeRegister(static (call, token) => ((GrainCall)call!).Cancel(token), this);

    private void Cancel(CancellationToken token)
    {
        Fail(new OperationCanceledException(token));
        Home?.Cancel(this);
    }

    private object CompletePromise()
    {
        var promise = Method.Returns.CreatePromise();
        Method.Returns.Settle(promise, Task.CompletedTask);
        return promise;
    }
}
