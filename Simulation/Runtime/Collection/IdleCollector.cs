namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// All activations of a silo, by the moment at which each must next be looked at for being idle. A sweep sees only those
/// whose moment has come; one that was used meanwhile goes to a later moment, so a call itself costs nothing here.
/// </summary>
internal sealed class IdleCollector(SiloClock clock, TimeSpan quantum)
{
    private const long Never = long.MaxValue;

    // Moments are counted in quanta. Sorted, so that every walk has the same order in every run.
    private readonly SortedDictionary<long, LinkedList<Activation>> _byMoment = [];

    public void Add(Activation activation)
    {
        lock (_byMoment)
            Place(activation.CollectorNode, clock.After(activation.Class.CollectionAge));
    }

    public void Remove(Activation activation)
    {
        lock (_byMoment)
            activation.CollectorNode.List?.Remove(activation.CollectorNode);
    }

    public void Reschedule(Activation activation)
    {
        lock (_byMoment)
        {
            if (activation.CollectorNode.List is not { } list)
                return;
            list.Remove(activation.CollectorNode);
            Add(activation);
        }
    }

    /// <summary>Deactivates what is idle among those whose moment has come.</summary>
    public void Sweep()
    {
        var now = clock.Now;
        lock (_byMoment)
        {
            while (TakeDue(now) is { } due)
                Look(due, now);
        }
    }

    /// <summary>Deactivates every activation that has been idle for the age.</summary>
    public void Collect(TimeSpan age)
    {
        foreach (var activation in All())
            activation.CollectIfIdle(age, clock.Now);
    }

    public IReadOnlyList<Activation> All()
    {
        lock (_byMoment)
            return [.. _byMoment.Values.SelectMany(list => list)];
    }

    private void Look(LinkedList<Activation> due, long now)
    {
        while (due.First is { } node)
        {
            due.Remove(node);
            Place(node, node.Value.CollectIfIdle(node.Value.Class.CollectionAge, now) ?? Never);
        }
    }

    private LinkedList<Activation>? TakeDue(long now)
    {
        if (_byMoment.Count == 0)
            return null;
        var (moment, list) = _byMoment.First();
        if (moment > now / quantum.Ticks)
            return null;
        _byMoment.Remove(moment);
        return list;
    }

    private void Place(LinkedListNode<Activation> node, long moment)
    {
        var key = moment == Never ? Never : (moment / quantum.Ticks) + 1;
        if (!_byMoment.TryGetValue(key, out var list))
            _byMoment.Add(key, list = new LinkedList<Activation>());
        list.AddLast(node);
    }
}
