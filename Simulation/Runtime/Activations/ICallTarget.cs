namespace OrleansJobs.Simulation.Runtime;

/// <summary>What a grain id stands for in the catalog: one activation, or the workers that share the id.</summary>
internal interface ICallTarget
{
    /// <returns>False if it has ended and the catalog must be asked again.</returns>
    bool TryReceive(GrainCall call);
}
