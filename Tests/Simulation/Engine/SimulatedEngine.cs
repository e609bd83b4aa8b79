using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Tests.Simulation.Runtime;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>The engine on a simulated silo of a virtual machine.</summary>
internal sealed class SimulatedEngine : IDisposable
{
    private readonly ServiceProvider _services;

    public SimulatedEngine(VirtualMachine machine, string name, Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        services.AddSingleton<ITurnExecutor>(machine.Executor);
        services.AddSingleton<IAttemptExecutor>(new MachineAttempts(machine));
        services.AddSimulatedSilo(name);
        _services = services.BuildServiceProvider();
        Silo = _services.GetRequiredService<SimulatedSilo>();
        machine.Run(() => Silo.StartAsync(CancellationToken.None));
    }

    public SimulatedSilo Silo { get; }

    public IGrainFactory Grains => Silo.Grains;

    public void Dispose() => _services.Dispose();

    /// <summary>Runs handlers beside grains, on the machine's one thread.</summary>
    private sealed class MachineAttempts(VirtualMachine machine) : IAttemptExecutor
    {
        public Task<T> Run<T>(Func<Task<T>> work, bool cpuBound) =>
            new TaskFactory(new TurnScheduler(machine.Executor)).StartNew(work).Unwrap();
    }
}
