namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// The activations that share the id of a stateless worker. A call goes to an idle one, else to a new one while there
/// may be more, else to the least busy. Stays in the catalog when all have been collected: it is small.
/// </summary>
internal sealed class StatelessWorkers(SiloCore silo, GrainClass grainClass, GrainId id) : ICallTarget, IActivationOwner
{
    private readonly List<Activation> _workers = [];

    public bool TryReceive(GrainCall call)
    {
        var worker = _workers.MinBy(worker => worker.CallCount);
        if (silo.Phase == SiloPhase.Open && worker is not { CallCount: 0 } && _workers.Count < grainClass.MaxLocalWorkers)
            worker = Add(call);
        if (worker is not null)
            return worker.TryReceive(call);
        call.Fail(silo.Unavailable());
        return true;
    }

    public void Remove(Activation activation) => _workers.Remove(activation);

    private Activation Add(GrainCall first)
    {
        var worker = new Activation(silo, grainClass, id, this);
        _workers.Add(worker);
        worker.Start(first);
        return worker;
    }
}
