using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>The service as its clients reach it, simulated or real, and the process that they run in.</summary>
internal interface IFrontDoor
{
    /// <summary>The clients' clock.</summary>
    TimeProvider Clock { get; }

    /// <summary>Begins code of the clients, of which one piece runs at a time.</summary>
    Task Begin(Func<Task> code);

    /// <summary>Calls grains.</summary>
    /// <returns>The answer, or default: what became of the call is not known.</returns>
    Task<T?> Ask<T>(Func<IGrainFactory, Task<T>> call);

    /// <summary>Restarts a part of the service in an orderly way, if it has parts.</summary>
    Task Restart(Chance chance);
}
