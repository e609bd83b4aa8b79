namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// How a call gets from the silo that sends it to the one that has the grain: to other silos in the process, later, not at
/// all, or a one-way call twice.
/// </summary>
public interface ICallRouter
{
    /// <summary>
    /// Brings the call to some silo's <see cref="SimulatedSilo.Deliver"/>, at once or later, or ends it with
    /// <see cref="GrainCall.Reject"/>. If it does neither, the caller runs into its deadline.
    /// </summary>
    void Route(SimulatedSilo sender, GrainCall call);
}
