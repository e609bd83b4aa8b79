using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>
/// Which silo has which grain. During a partition there are two directories, which know nothing of each other; afterwards
/// one of them holds, and what the other had placed elsewhere are activations too many.
/// </summary>
internal sealed class GrainDirectory(SimulatedWorld world)
{
    private readonly Dictionary<GrainId, VirtualSilo>[] _places = [[], []];
    private readonly Chance _chance = Chance.Of(world.Seed, "directory");

    /// <summary>The silo to which <paramref name="sender"/> sends calls to the grain; placed now if nobody that it knows to be alive has it.</summary>
    public VirtualSilo Find(VirtualSilo sender, GrainId grain)
    {
        var places = _places[sender.Side];
        if (places.TryGetValue(grain, out var place) && !sender.View.IsDead(place.Name) && place.Side == sender.Side) return place;
        var candidates = sender.View.Alive.Where(silo => silo.Side == sender.Side && !silo.IsStopping).ToList();
        return places[grain] = candidates.Count == 0 || _chance.OneIn(3) ? sender : _chance.Pick(candidates);
    }

    public void Split() => _places[1] = new Dictionary<GrainId, VirtualSilo>(_places[0]);

    public void Merge() => _places[1].Clear();
}
