namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// The calls of one activation, and which of them may run beside each other. Guarded by its activation's lock.
/// </summary>
/// <remarks>
/// <para>
/// A waiting call may start if nothing runs, or it interleaves, or the class is re-entrant, or no call blocks, or it and
/// the blocking call are both read-only. The blocking call is the first to start, while there is none, of those that
/// do not interleave. The queue is scanned from its head, so a call that may start passes those that may not.
/// </para>
/// <para>
/// As in Orleans this leaves two holes: when the blocking read-only call ends, a write may start beside other read-only
/// calls; and an ordinary call may start beside interleaving ones.
/// </para>
/// </remarks>
internal sealed class Mailbox(bool isReentrant)
{
    private CallList _waiting;
    private int _waitingInterleaving;
    private int _waitingReadOnly;
    private GrainCall? _blocking;

    public int Waiting => _waiting.Count;

    public int Running { get; private set; }

    /// <returns>Whether it may start at once.</returns>
    public bool Add(GrainCall call)
    {
        _waiting.Add(call);
        call.IsWaiting = true;
        Count(call, +1);
        return MayStart(call);
    }

    /// <returns>False if it does not wait.</returns>
    public bool Remove(GrainCall call)
    {
        if (!call.IsWaiting)
            return false;
        _waiting.Remove(call);
        call.IsWaiting = false;
        Count(call, -1);
        return true;
    }

    /// <summary>Takes the next call that may start, and counts it as running. Settled calls are dropped on the way.</summary>
    /// <param name="ticksOnly">
    /// The activation is waiting for its end: only timer ticks may still start, and none that is behind a call.
    /// </param>
    public GrainCall? StartNext(bool ticksOnly)
    {
        if (!AnyMayStart)
            return null;
        for (var call = _waiting.First; call is not null;)
        {
            var next = call.Next;
            if (call.IsSettled)
            {
                Remove(call);
            }
            else if (ticksOnly && call.Timer is null)
            {
                return null;
            }
            else if (MayStart(call))
            {
                Start(call);
                return call;
            }
            call = next;
        }
        return null;
    }

    /// <returns>Whether others may start that could not before.</returns>
    public bool End(GrainCall running)
    {
        Running--;
        if (_blocking == running)
            _blocking = null;
        return _blocking is null && _waiting.Count > 0;
    }

    public List<GrainCall> TakeWaiting()
    {
        var calls = new List<GrainCall>(_waiting.Count);
        while (_waiting.First is { } call)
        {
            Remove(call);
            calls.Add(call);
        }
        return calls;
    }

    /// <summary>False saves the scan of a long queue.</summary>
    private bool AnyMayStart =>
        Running == 0
        || _blocking is null
        || isReentrant
        || _waitingInterleaving > 0
        || (_blocking.Method.IsReadOnly && _waitingReadOnly > 0);

    private bool MayStart(GrainCall call) =>
        Running == 0
        || _blocking is null
        || isReentrant
        || call.Interleaves
        || (_blocking.Method.IsReadOnly && call.Method.IsReadOnly);

    private void Start(GrainCall call)
    {
        Remove(call);
        Running++;
        if (!call.Interleaves)
            _blocking ??= call;
    }

    private void Count(GrainCall call, int change)
    {
        if (call.Interleaves)
            _waitingInterleaving += change;
        if (call.Method.IsReadOnly)
            _waitingReadOnly += change;
    }
}
