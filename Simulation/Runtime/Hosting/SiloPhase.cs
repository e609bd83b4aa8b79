namespace OrleansJobs.Simulation.Runtime;

/// <summary>What a silo does with calls.</summary>
internal enum SiloPhase
{
    /// <summary>Not started yet, or stopped: calls fail.</summary>
    Closed,

    /// <summary>Calls activate grains.</summary>
    Open,

    /// <summary>Stopping: calls reach grains that are active still, but activate none.</summary>
    Draining,

    /// <summary>Dead at a stroke: no turn runs any more.</summary>
    Killed,
}
