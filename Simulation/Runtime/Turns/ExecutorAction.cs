namespace OrleansJobs.Simulation.Runtime;

/// <summary>Something to run on the executor outside of any grain's turn.</summary>
internal sealed class ExecutorAction(Action action) : IThreadPoolWorkItem
{
    public void Execute() => action();
}
