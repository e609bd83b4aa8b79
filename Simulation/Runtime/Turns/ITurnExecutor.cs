namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Where grain turns run. The default is the thread pool; a simulation puts one thread and a seeded choice here, and
/// then nothing in the silo runs anywhere else.
/// </summary>
public interface ITurnExecutor
{
    /// <summary>
    /// How many turns of one activation may follow each other before others get their chance. With 1 the executor
    /// chooses anew between any two turns.
    /// </summary>
    int TurnsAtOnce { get; }

    /// <summary>
    /// Runs the work once and soon, never before returning, on a thread whose execution context is nobody's. A work
    /// item is not given again before it has begun to run.
    /// </summary>
    void Execute(IThreadPoolWorkItem turns);
}
