namespace OrleansJobs.Simulation.Runtime;

/// <summary>One silo: every call is delivered where it is sent.</summary>
internal sealed class LocalCallRouter : ICallRouter
{
    public void Route(EmbeddedSilo sender, GrainCall call) => sender.Deliver(call);
}
