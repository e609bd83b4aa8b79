namespace OrleansJobs.Simulation.Runtime;

/// <summary>The active grains of one silo by id. A call to a grain that is not active activates it.</summary>
internal sealed class Catalog(SiloCore silo) : IActivationOwner
{
    private readonly Dictionary<GrainId, ICallTarget> _targets = [];

    public void Deliver(GrainCall call)
    {
        // Ends: a target leaves the catalog before it refuses calls.
        while (Find(call) is { } target)
        {
            if (target.TryReceive(call))
                return;
        }
    }

    public void Remove(Activation activation)
    {
        if (_targets.GetValueOrDefault(activation.GrainId) == activation)
            _targets.Remove(activation.GrainId);
    }

    private ICallTarget? Find(GrainCall call)
    {
        if (_targets.TryGetValue(call.Target, out var target))
            return target;
        if (GrainClasses.All.OfType(call.Target.Type) is not { } grainClass)
            call.Fail(new OrleansException($"There is no grain class for {call.Target}."));
        else if (silo.Phase != SiloPhase.Open)
            call.Fail(silo.Unavailable());
        else
            return _targets[call.Target] = Start(grainClass, call);
        return null;
    }

    private ICallTarget Start(GrainClass grainClass, GrainCall first)
    {
        if (grainClass.MaxLocalWorkers > 0)
            return new StatelessWorkers(silo, grainClass, first.Target);
        var activation = new Activation(silo, grainClass, first.Target, this);
        activation.Start(first);
        return activation;
    }
}
