namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// The calls of one activation, and which of them may run beside each other.
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
    private readonly LinkedList<GrainCall> _waiting = new();
    private GrainCall? _blocking;

    public int Waiting => _waiting.Count;

    public int Running { get; private set; }

    /// <returns>Whether it may start at once.</returns>
    public bool Add(GrainCall call)
    {
        _waiting.AddLast(call);
        return MayStart(call);
    }

    /// <returns>False if it does not wait.</returns>
    public bool Remove(GrainCall call) => _waiting.Remove(call);

    /// <summary>Takes the next call that may start, and counts it as running. Settled calls are dropped on the way.</summary>
    /// <param name="ticksOnly">
    /// The activation is waiting for its end: only timer ticks may still start, and none that is behind a call.
    /// </param>
    public GrainCall? StartNext(bool ticksOnly)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var (call, next) = (node.Value, node.Next);
            if (call.IsSettled)
                _waiting.Remove(node);
            else if (ticksOnly && call.Timer is null)
                return null;
            else if (MayStart(call))
                return Start(node);
            node = next;
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
        var calls = _waiting.ToList();
        _waiting.Clear();
        return calls;
    }

    private bool MayStart(GrainCall call) =>
        Running == 0
        || _blocking is null
        || isReentrant
        || call.Interleaves
        || (_blocking.IsReadOnly && call.IsReadOnly);

    private GrainCall Start(LinkedListNode<GrainCall> node)
    {
        var call = node.Value;
        _waiting.Remove(node);
        Running++;
        if (!call.Interleaves)
            _blocking ??= call;
        return call;
    }
}
