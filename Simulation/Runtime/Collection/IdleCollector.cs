using Orleans.Configuration;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// All activations of a silo, by the moment at which each must next be looked at for being idle. A sweep sees only those
/// whose moment has come; one that was used meanwhile goes to a later moment, so a call itself costs nothing here.
/// </summary>
internal sealed class IdleCollector(SiloClock clock, GrainCollectionOptions options)
{
    private const long Never = long.MaxValue;

    // Moments are counted in quanta. Sorted, so that every walk has the same order in every run.
    private readonly SortedDictionary<long, LinkedList<Activation>> _byMoment = [];

    public IReadOnlyList<Activation> All => [.. _byMoment.Values.SelectMany(list => list)];

    public void Add(Activation activation) => Place(activation.CollectorNode, clock.After(AgeOf(activation.Class)));

    public static void Remove(Activation activation) => activation.CollectorNode.List?.Remove(activation.CollectorNode);

    public void Reschedule(Activation activation)
    {
        if (activation.CollectorNode.List is null)
            return;
        Remove(activation);
        Add(activation);
    }

    /// <summary>Deactivates what is idle among those whose moment has come.</summary>
    public void Sweep()
    {
        var now = clock.Now;
        while (TakeDue(now) is { } due)
        {
            while (due.First is { } node)
            {
                due.Remove(node);
                Place(node, node.Value.CollectIfIdle(AgeOf(node.Value.Class), now) ?? Never);
            }
        }
    }

    private TimeSpan AgeOf(GrainClass grainClass) => grainClass.CollectionAge
        ?? (options.ClassSpecificCollectionAge.TryGetValue(grainClass.Class.FullName!, out var age) ? age : options.CollectionAge);

    private LinkedList<Activation>? TakeDue(long now)
    {
        if (_byMoment.Count == 0)
            return null;
        var (moment, list) = _byMoment.First();
        if (moment > now / options.CollectionQuantum.Ticks)
            return null;
        _byMoment.Remove(moment);
        return list;
    }

    private void Place(LinkedListNode<Activation> node, long moment)
    {
        var key = moment == Never ? Never : (moment / options.CollectionQuantum.Ticks) + 1;
        if (!_byMoment.TryGetValue(key, out var list))
            _byMoment.Add(key, list = new LinkedList<Activation>());
        list.AddLast(node);
    }
}
