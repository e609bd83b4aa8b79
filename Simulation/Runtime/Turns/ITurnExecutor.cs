namespace OrleansJobs.Simulation.Runtime;

/// <summary>Where turns run: one thread and somebody's choice of what comes next. Nothing in a silo runs anywhere else.</summary>
public interface ITurnExecutor
{
    /// <summary>Runs the turn once and soon, never before returning, with an execution context that is nobody's.</summary>
    void Execute(Action turn);
}
