namespace OrleansJobs.Simulation.Runtime;

/// <summary>The life of an activation; it only moves down this list. What each phase means: <see cref="Activation"/>.</summary>
internal enum ActivationPhase : byte
{
    Activating,
    Active,
    Deactivating,
    Ending,
    Dead,
}
