using System.Collections.Concurrent;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The active grains of one silo by id. A call to a grain that is not active activates it.</summary>
internal sealed class Catalog(SiloCore silo) : IActivationOwner
{
    private readonly ConcurrentDictionary<GrainId, ICallTarget> _targets = new();

    public void Deliver(GrainCall call)
    {
        // Ends: a target leaves the catalog before it refuses calls.
        while (Find(call) is { } target)
        {
            if (target.TryReceive(call))
                return;
        }
    }

    public void Remove(Activation activation) =>
        _targets.TryRemove(new KeyValuePair<GrainId, ICallTarget>(activation.GrainId, activation));

    private ICallTarget? Find(GrainCall call)
    {
        if (_targets.TryGetValue(call.Target, out var target))
            return target;
        if (silo.Classes.OfType(call.Target.Type) is not { } grainClass)
            call.Fail(new OrleansException($"There is no grain class for {call.Target}."));
        else if (silo.Phase != SiloPhase.Open)
            call.Fail(silo.Unavailable());
        else
            return Add(grainClass, call);
        return null;
    }

    private ICallTarget Add(GrainClass grainClass, GrainCall first)
    {
        if (grainClass.MaxLocalWorkers > 0)
            return _targets.GetOrAdd(first.Target, static (id, x) => new StatelessWorkers(x.silo, x.grainClass, id), (silo, grainClass));
        var added = new Activation(silo, grainClass, first.Target, this);
        var target = _targets.GetOrAdd(first.Target, added);
        if (target == added)
            added.Start(first);
        return target;
    }
}
