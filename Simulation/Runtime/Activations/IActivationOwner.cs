namespace OrleansJobs.Simulation.Runtime;

/// <summary>Knows an activation and lets go of it at its end.</summary>
internal interface IActivationOwner
{
    void Remove(Activation activation);
}
