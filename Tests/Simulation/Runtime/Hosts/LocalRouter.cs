using OrleansJobs.Simulation.Runtime;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>One silo: every call is delivered where it is sent.</summary>
internal sealed class LocalRouter : ICallRouter
{
    public void Route(SimulatedSilo sender, GrainCall call) => sender.Deliver(call);
}
