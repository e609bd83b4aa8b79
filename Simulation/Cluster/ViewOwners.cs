using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>Owners by membership: a silo is dead when it has been declared so, and this silo has heard of it.</summary>
internal sealed class ViewOwners(VirtualSilo silo) : IOwners
{
    public string Self => silo.Name;

    public bool IsDead(string owner) => silo.View.IsDead(owner);
}
