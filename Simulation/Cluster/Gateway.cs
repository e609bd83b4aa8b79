using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>How clients reach grains: through some silo's process, whose death costs them the answer.</summary>
internal sealed class Gateway(SimulatedWorld world, SimulatedCluster cluster, History history) : IFrontDoor
{
    // As long as an HTTP client waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Chance _chance = Chance.Of(world.Seed, "gateway");
    private readonly Process _clients = new(world, "clients");

    public TimeProvider Clock => _clients.Clock;

    public Task Begin(Func<Task> code) => _clients.Begin(code);

    public Task Restart(Chance chance) => cluster.Running is { Count: > 1 } silos
        ? cluster.Restart(chance.Pick(silos), Clock)
        : Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>From some silo.</remarks>
    public Task<T?> Ask<T>(Func<IGrainFactory, Task<T>> call)
    {
        var answer = new TaskCompletionSource<T?>();
        if (cluster.Running is not { Count: > 0 } silos)
        {
            world.After(Latency(), () => answer.TrySetResult(default));
            return answer.Task;
        }

        var silo = _chance.Pick(silos);
        world.After(Patience, () => answer.TrySetResult(default));
        world.After(Latency(), () => _ = silo.Process.Begin(() => Call(silo, call, answer)));
        return answer.Task;
    }

    private async Task Call<T>(VirtualSilo silo, Func<IGrainFactory, Task<T>> call, TaskCompletionSource<T?> answer)
    {
        T? result = default;
        try
        {
            result = await call(silo.Grains);
        }
        catch (Exception error)
        {
            world.Note($"{silo.Name} answers {error.GetType().Name}");
            history.OnFailure($"a request to {silo.Name}", error);
        }

        world.After(Latency(), () => answer.TrySetResult(result));
    }

    private TimeSpan Latency() => _chance.Milliseconds(0.1, 2);
}
