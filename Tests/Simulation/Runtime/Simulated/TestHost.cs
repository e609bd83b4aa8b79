using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Simulation.Runtime;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A simulated silo whose time stands until a test lets it go on.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly ServiceProvider _services;

    public TestHost(Action<IServiceCollection>? configure = null, VirtualMachine? machine = null, string name = "silo")
    {
        Machine = machine ?? new VirtualMachine();
        var services = new ServiceCollection();
        services.AddShared(Logs, Storage);
        services.AddSingleton<TimeProvider>(Machine.Time);
        services.AddSingleton<ITurnExecutor>(Machine.Executor);
        services.AddSingleton<ICallRouter, LocalRouter>();
        configure?.Invoke(services);
        services.AddSimulatedSilo(name);
        _services = services.BuildServiceProvider();
        Silo = _services.GetRequiredService<SimulatedSilo>();
    }

    public VirtualMachine Machine { get; }

    public SimulatedSilo Silo { get; }

    public IGrainFactory Grains => Silo.Grains;

    public SeenLogs Logs { get; } = new();

    public TestStorage Storage { get; } = new();

    /// <summary>What grains whose key begins with "x" have written down.</summary>
    public Seen Seen => Logs.Of("x");

    public static TestHost Start(Action<IServiceCollection>? configure = null) => new TestHost(configure).Started();

    public TestHost Started()
    {
        Run(() => Silo.StartAsync(CancellationToken.None));
        return this;
    }

    public void Stop() => Run(() => Silo.StopAsync(CancellationToken.None));

    /// <inheritdoc cref="VirtualMachine.Begin(Func{Task})"/>
    public Task Begin(Func<Task> code) => Machine.Begin(code);

    /// <inheritdoc cref="VirtualMachine.Run(Func{Task})"/>
    public void Run(Func<Task> code) => Machine.Run(code);

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> code) => Machine.Run(code);

    public TGrain Grain<TGrain>(Type? grainClass = null)
        where TGrain : IGrainWithStringKey => Grains.GetGrain<TGrain>("x", grainClass?.FullName);

    public void Advance(double seconds) => Machine.Advance(seconds);

    public void Open(string gate)
    {
        Seen.Open(gate);
        Machine.Go();
    }

    public void Dispose() => _services.Dispose();
}
