namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// The calls of one activation, and which of them may run beside each other.
/// </summary>
/// <remarks>
/// <para>
/// A waiting call may start if no call blocks, or it interleaves, or the class is re-entrant, or it and those that block are
/// read-only. Every running call blocks that does not interleave. The queue is scanned from its head, so a call that may
/// start passes those that may not.
/// </para>
/// <para>As in Orleans this leaves a hole: an ordinary call may start beside interleaving ones.</para>
/// </remarks>
internal sealed class Mailbox(bool isReentrant)
{
    private readonly LinkedList<GrainCall> _waiting = new();
    private readonly List<GrainCall> _blocking = [];

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
        _blocking.Remove(running);
        return _blocking.Count == 0 && _waiting.Count > 0;
    }

    public List<GrainCall> TakeWaiting()
    {
        var calls = _waiting.ToList();
        _waiting.Clear();
        return calls;
    }

    private bool MayStart(GrainCall call) =>
        _blocking is not [var first, ..] || isReentrant || call.Interleaves || (first.IsReadOnly && call.IsReadOnly);

    private GrainCall Start(LinkedListNode<GrainCall> node)
    {
        var call = node.Value;
        _waiting.Remove(node);
        Running++;
        if (!call.Interleaves)
            _blocking.Add(call);
        return call;
    }
}
