using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Every host lives.</summary>
internal sealed class Living(string self) : IOwners
{
    public string Self => self;

    public bool IsDead(string owner) => false;
}
