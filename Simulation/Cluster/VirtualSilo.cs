using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>One start of one simulated machine's process, with its silo.</summary>
internal sealed class VirtualSilo
{
    private ServiceProvider? _services;
    private SimulatedSilo? _silo;

    public VirtualSilo(SimulatedWorld world, int machine, int generation)
    {
        Machine = machine;
        Name = $"silo{machine}.{generation}";
        Process = new Process(world, Name);
        View = new SiloView(this);
    }

    public int Machine { get; }

    /// <summary>Different at every start.</summary>
    public string Name { get; }

    public Process Process { get; }

    public SiloView View { get; }

    /// <summary>On which side of a partition it is; 0 while there is none.</summary>
    public int Side { get; set; }

    /// <summary>Whether the others have declared it dead; it may not know yet.</summary>
    public bool IsDeclaredDead { get; set; }

    /// <summary>Whether it is ending in an orderly way.</summary>
    public bool IsStopping { get; set; }

    public IGrainFactory Grains => _silo!.Grains;

    public void Start(IServiceCollection services)
    {
        _services = services.BuildServiceProvider();
        _silo = _services.GetRequiredService<SimulatedSilo>();
        _ = Process.Begin(() => _silo.StartAsync(CancellationToken.None));
    }

    public Task Stop()
    {
        IsStopping = true;
        return Process.Begin(() => _silo!.StopAsync(CancellationToken.None));
    }

    public void Deliver(GrainCall call) => _silo!.Deliver(call);

    public void Kill(bool tearsBatch = false)
    {
        Process.Die(tearsBatch);
        _silo!.Kill();
    }
}
