using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Simulation.Runtime;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A simulated silo for behaviour tests. While a test waits, its time runs as fast as it can.</summary>
public sealed class SimulatedHost : IRuntimeHost, IDisposable
{
    private readonly VirtualMachine _machine = new();
    private readonly ServiceProvider _services;
    private readonly SimulatedSilo _silo;

    public SimulatedHost()
    {
        var services = new ServiceCollection();
        services.AddShared(Logs, Storage);
        services.AddSingleton<TimeProvider>(_machine.Time);
        services.AddSingleton<ITurnExecutor>(_machine.Executor);
        services.AddSingleton<ICallRouter, LocalRouter>();
        services.AddSimulatedSilo("simulated");
        _services = services.BuildServiceProvider();
        _silo = _services.GetRequiredService<SimulatedSilo>();
        _machine.Run(() => _silo.StartAsync(CancellationToken.None));
    }

    public IGrainFactory Grains => _silo.Grains;

    public SeenLogs Logs { get; } = new();

    public TestStorage Storage { get; } = new();

    public Task Run(Func<Task> test)
    {
        _machine.Run(test);
        return Task.CompletedTask;
    }

    public void Dispose() => _services.Dispose();
}
