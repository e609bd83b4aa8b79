using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Real;

/// <summary>Clients in the process of the real service.</summary>
internal sealed class RealDoor(IGrainFactory grains, TimeProvider clock) : IFrontDoor
{
    // As long as an HTTP client waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    public TimeProvider Clock => clock;

    public Task Begin(Func<Task> code) => _turns.StartNew(code).Unwrap();

    public async Task<T?> Ask<T>(Func<IGrainFactory, Task<T>> call)
    {
        try
        {
            return await call(grains).WaitAsync(Patience, clock);
        }
        catch (Exception)
        {
            return default;
        }
    }

    // Its process is killed instead.
    public Task Restart(Chance chance) => Task.CompletedTask;
}
