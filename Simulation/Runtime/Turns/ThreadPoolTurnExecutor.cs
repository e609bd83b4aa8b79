namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Runs turns on the thread pool: the one place in the product that names it. Turns queue behind all other work of the
/// process, so grains that keep each other busy do not starve it.
/// </summary>
internal sealed class ThreadPoolTurnExecutor : ITurnExecutor
{
    public int TurnsAtOnce => 64;

#pragma warning disable RS0030 // This is the injected executor of which the ban speaks.
    public void Execute(IThreadPoolWorkItem turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: false);
#pragma warning restore RS0030
}
